import { isCurrency } from '@bottega/contracts';
import { z } from 'zod';
import { newId } from '../context.ts';
import type { Database } from '../database/database.ts';
import { insertShop } from '../database/system-door.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { RESERVED_SLUGS } from './name-shop.ts';
import type { Shop } from './shop.ts';

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const newShop = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9])*$/, 'A shop is named in the address by small letters, digits and single hyphens.')
    .min(2, 'At least 2 characters.')
    .max(40, 'At most 40 characters.')
    .refine((slug) => !RESERVED_SLUGS.has(slug), 'This name is taken by a page of the admin.'),
  name: z.string().trim().min(1, 'Give the shop a name.').max(120, 'At most 120 characters.'),
  about: z.string().trim().max(2_000, 'At most 2,000 characters.').default(''),
  currency: z.string().superRefine((code, check) => {
    if (!isCurrency(code))
      check.addIssue({ code: 'custom', message: `There is no currency "${code}".`, params: { code: 'unknown_currency' } });
  }),
  locale: z.string().refine(isLocale, 'Give a language such as en or it-IT.').default('en'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Give two capital letters, such as IT.')
    .refine((code) => countries.of(code) !== undefined, 'There is no such country; give an ISO 3166 code such as IT.'),
  taxBps: z.int().min(0, 'A tax is not negative.').max(10_000, 'A tax is at most 10000, which is 100 %.'),
  pricesIncludeTax: z.boolean().default(true),
  shippingFlat: z.int('An amount in minor units, such as 890 for 8.90.').min(0, 'Shipping is not negative.'),
  theme: z.string().min(1).default('bottega'),
  timeZone: z.string().refine(isTimeZone, 'Give an IANA time zone such as Europe/Rome.').default('UTC'),
  transferTo: z.string().trim().max(300, 'At most 300 characters.').default(''),
});

/** A shop to be made. `taxBps` 2200 is 22 %; `shippingFlat` in minor units. */
export type NewShop = z.input<typeof newShop>;

/** @throws BottegaError invalid_input, unknown_currency, conflict when the slug is taken. */
export async function createShop(database: Database, input: NewShop): Promise<Shop> {
  const shop: Shop = { id: newId(), ...readInput(newShop, input) };
  try {
    await insertShop(database, shop);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new BottegaError('conflict', `There is a shop "${shop.slug}" already.`, { cause: error });
  }
  return shop;
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // it says RangeError for what is no zone
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false; // it says RangeError for what is no language
  }
}
