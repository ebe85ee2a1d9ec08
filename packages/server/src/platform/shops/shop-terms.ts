import { isCurrency } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { RESERVED_SLUGS } from './name-shop.ts';

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** What can be said of a shop when it is made and changed later. */
const terms = {
  name: z.string().trim().min(1, 'Give the shop a name.').max(120, 'At most 120 characters.').openapi({ example: 'Fornace' }),
  about: z.string().trim().max(2_000, 'At most 2,000 characters.'),
  locale: z.string().refine(isLocale, 'Give a language such as en or it-IT.').openapi({ example: 'en' }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'Give two capital letters, such as IT.', abort: true }) // of() throws at what is no code
    .refine((code) => countries.of(code) !== undefined, 'There is no such country; give an ISO 3166 code such as IT.')
    .openapi({ example: 'IT' }),
  taxBps: z
    .int()
    .min(0, 'A tax is not negative.')
    .max(10_000, 'A tax is at most 10000, which is 100 %.')
    .openapi({ description: 'Hundredths of a percent: 2200 is 22 %.', example: 2200 }),
  pricesIncludeTax: z.boolean(),
  shippingFlat: z
    .int('An amount in minor units, such as 890 for 8.90.')
    .min(0, 'Shipping is not negative.')
    .openapi({ description: 'For each order, in minor units.', example: 890 }),
  theme: z.string().min(1).max(40),
  timeZone: z.string().refine(isTimeZone, 'Give an IANA time zone such as Europe/Rome.').openapi({ example: 'Europe/Rome' }),
  transferTo: z.string().trim().max(300, 'At most 300 characters.'),
};

export const newShopSchema = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9])*$/, 'A shop is named in the address by small letters, digits and single hyphens.')
    .min(2, 'At least 2 characters.')
    .max(40, 'At most 40 characters.')
    .refine((slug) => !RESERVED_SLUGS.has(slug), 'This name is taken by a page of the admin.')
    .openapi({ example: 'fornace' }),
  ...terms,
  currency: z
    .string()
    .superRefine((code, check) => {
      if (!isCurrency(code))
        check.addIssue({ code: 'custom', message: `There is no currency "${code}".`, params: { code: 'unknown_currency' } });
    })
    .openapi({ example: 'EUR' }),
  about: terms.about.default(''),
  locale: terms.locale.default('en'),
  pricesIncludeTax: terms.pricesIncludeTax.default(true),
  theme: terms.theme.default('bottega'),
  timeZone: terms.timeZone.default('UTC'),
  transferTo: terms.transferTo.default(''),
});

/** A shop to be made. */
export type NewShop = z.input<typeof newShopSchema>;

/** Slug and currency stay: addresses and prices are written in them. */
export const shopTermsSchema = z.object(terms);

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
