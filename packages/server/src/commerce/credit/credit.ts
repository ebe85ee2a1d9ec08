import { createHash, randomInt } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '#platform';
import { amountSchema, currencySchema } from '../promotions/promotion.ts';
import { idSchema, moneySchema } from '../words.ts';

export const ACCOUNT_KINDS = ['gift_card', 'customer', 'issued', 'spent', 'expired'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const TRANSFER_KINDS = ['issue', 'pay', 'give_back', 'refund', 'expire', 'correct'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

const noteSchema = z.string().trim().max(200, 'Keep the note within 200 characters.').default('');

const priceSchema = z
  .strictObject({ amount: amountSchema(1), currency: currencySchema })
  .openapi('CreditAmount', { example: { amount: 5_000, currency: 'EUR' } });

export const issueGiftCardSchema = z
  .strictObject({
    value: priceSchema,
    note: noteSchema,
    expiresAt: z.iso
      .datetime({ offset: true, message: 'Give a moment such as 2027-12-31T23:00:00Z.' })
      .nullable()
      .default(null)
      .openapi({ description: 'Null: it is good for ever.' }),
  })
  .openapi('NewGiftCard');
export type IssueGiftCard = z.input<typeof issueGiftCardSchema>;

/** Raises or lowers what is on an account. */
export const correctCreditSchema = z
  .strictObject({
    key: z
      .string()
      .trim()
      .min(8, 'A key has at least 8 characters.')
      .max(64, 'A key has at most 64 characters.')
      .openapi({ description: 'Makes it happen once, however often it is sent.', example: 'goodwill-2026-11-20-ada' }),
    amount: z
      .int('An amount is a whole number of minor units: 48.00 EUR is 4800.')
      .min(-100_000_000_000)
      .max(100_000_000_000)
      .refine((amount) => amount !== 0, 'An amount of 0 changes nothing.')
      .openapi({ description: 'Minor units; below 0 takes away.', example: 1_000 }),
    note: z.string().trim().min(1, 'Say why: it stays in the books.').max(200, 'Keep the note within 200 characters.'),
  })
  .openapi('CreditCorrection');
export type CorrectCredit = z.input<typeof correctCreditSchema>;

export const customerCreditSchema = correctCreditSchema
  .extend({ customerId: idSchema, currency: currencySchema })
  .openapi('CustomerCreditCorrection');
export type CorrectCustomerCredit = z.input<typeof customerCreditSchema>;

const entrySchema = z
  .object({
    transferId: z.string(),
    kind: z.enum(TRANSFER_KINDS),
    amount: z.int(),
    subjectId: z.string().nullable(),
    actor: z.string(),
    note: z.string(),
    madeAt: z.string(),
  })
  .openapi('CreditEntry');

export const giftCardSchema = z
  .object({
    id: z.string(),
    ending: z.string().openapi({ description: 'The last four characters of its code, of which only a hash is kept.' }),
    balance: moneySchema,
    state: z.enum(['open', 'blocked']),
    note: z.string(),
    expiresAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi('GiftCard');
export type GiftCardView = z.output<typeof giftCardSchema>;

export const giftCardWithEntriesSchema = giftCardSchema.extend({ entries: z.array(entrySchema) }).openapi('GiftCardWithEntries');
export type GiftCardWithEntries = z.output<typeof giftCardWithEntriesSchema>;

export const giftCardWithCodeSchema = z
  .object({
    card: giftCardSchema,
    code: z.string().openapi({ description: 'What pays. It is told this once.', example: 'K4MD-82QX-7B1T-ZN5E' }),
  })
  .openapi('GiftCardWithCode');
export type GiftCardWithCode = z.output<typeof giftCardWithCodeSchema>;

export const customerCreditViewSchema = z
  .object({ customerId: z.string(), balances: z.array(moneySchema), entries: z.array(entrySchema.extend({ currency: z.string() })) })
  .openapi('CustomerCredit');
export type CustomerCreditView = z.output<typeof customerCreditViewSchema>;

export const listGiftCardsSchema = pageInputSchema.extend({
  ending: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{4}$/, 'Give the last four characters of the code.')
    .optional()
    .openapi({ description: 'Only those whose code ends so.' }),
});

export const giftCardStateSchema = z.strictObject({ state: z.enum(['open', 'blocked']) }).openapi('GiftCardState');

/** Crockford’s letters: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** A code of 80 random bits: K4MD-82QX-7B1T-ZN5E. */
export const newCardCode = (): string =>
  Array.from({ length: LENGTH }, (_, at) => `${at > 0 && at % 4 === 0 ? '-' : ''}${ALPHABET[randomInt(ALPHABET.length)]}`).join('');

/** What people type is read kindly: small letters, blanks, O for 0, I and L for 1. Undefined for what can be no code of a card. */
export function readCardCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return new RegExp(`^[${ALPHABET}]{${LENGTH}}$`).test(code) ? code : undefined;
}

/** The code has as many bits as nobody can try, so a plain hash keeps it. `code` is one that `readCardCode` gave. */
export const hashCardCode = (shopId: string, code: string): Buffer => createHash('sha256').update(`${shopId}:${code}`).digest();
