import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '#platform';
import { amountSchema, currencySchema, endsAfterStart, momentSchema } from '../promotions/promotion.ts';
import { idSchema } from '../words.ts';

export const priceListInputSchema = z
  .strictObject({
    name: z.string().trim().min(1, 'Give it a name.').max(120, 'Keep the name within 120 characters.'),
    currency: currencySchema,
    groupId: idSchema.nullable().default(null).openapi({ description: 'For customers of this group; null: for everybody.' }),
    startsAt: momentSchema.default(null),
    endsAt: momentSchema.default(null),
    state: z.enum(['on', 'off']).default('on'),
  })
  .refine(endsAfterStart.holds, endsAfterStart.problem)
  .openapi('NewPriceList', { example: { name: 'Winter sale', currency: 'EUR' } });
export type PriceListInput = z.input<typeof priceListInputSchema>;

export const priceListSchema = z
  .object({
    ...{ id: z.string(), name: z.string(), currency: z.string(), groupId: z.string().nullable() },
    ...{ startsAt: z.string().nullable(), endsAt: z.string().nullable(), state: z.enum(['on', 'off']) },
    prices: z.int().openapi({ description: 'How many prices stand on it.' }),
    createdAt: z.string(),
  })
  .openapi('PriceList');
export type PriceListView = z.output<typeof priceListSchema>;

export const MOST_PRICES_AT_ONCE = 500;

const leastQuantity = z
  .int()
  .min(1, 'The least quantity is 1.')
  .max(999, 'The most of one thing is 999.')
  .default(1)
  .openapi({ description: 'From how many units of one line the price holds.' });

const newPriceSchema = z
  .strictObject({
    variantId: idSchema.optional(),
    sku: z.string().trim().min(1).max(80).optional(),
    leastQuantity,
    amount: amountSchema(0).nullable().openapi({ description: 'Minor units of the currency of the list; null takes the price away.' }),
  })
  .refine(({ variantId, sku }) => (variantId === undefined) !== (sku === undefined), {
    path: ['variantId'],
    message: 'Name the variant by its id or by its SKU, not by both.',
  })
  .openapi('NewListPrice', { example: { sku: 'BOWL-1', leastQuantity: 1, amount: 4_200 } });

const tooMany = `Send at most ${MOST_PRICES_AT_ONCE} prices at once.`;

export const writePricesSchema = z
  .union([
    z.strictObject({ prices: z.array(newPriceSchema).min(1, 'Send at least one price.').max(MOST_PRICES_AT_ONCE, tooMany) }),
    z.strictObject({ csv: z.string().min(1, 'Send at least one line.').max(200_000, 'Send a shorter file.') }),
  ])
  .openapi('ListPrices', {
    description: 'Prices as objects, or as CSV with the columns sku, amount and, where wanted, least_quantity.',
    example: { prices: [{ sku: 'BOWL-1', amount: 4_200 }] },
  });
export type WritePrices = z.input<typeof writePricesSchema>;
export type NewPrice = z.output<typeof newPriceSchema>;

export const writtenPricesSchema = z.object({ written: z.int(), removed: z.int() }).openapi('WrittenPrices');

export const listPriceSchema = z
  .object({
    ...{ variantId: z.string(), productId: z.string(), sku: z.string(), title: z.string(), leastQuantity: z.int(), amount: z.int() },
    baseAmount: z.int().openapi({ description: 'What it costs without lists, in the currency of the shop.' }),
  })
  .openapi('ListPrice');
export type ListPriceView = z.output<typeof listPriceSchema>;

export const pricesPageSchema = pageInputSchema.extend({
  cursor: z
    .string()
    .regex(/^[0-9a-f-]{36}\.\d{1,3}$/, 'This cursor is not from a page of ours.')
    .optional()
    .openapi({ description: 'The `next` of the page before.' }),
});
