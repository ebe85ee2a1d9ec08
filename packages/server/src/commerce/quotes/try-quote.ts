import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, readInput, refuseField } from '#platform';
import { COUNTRIES } from '../carts/countries.ts';
import { codeSchema, currencySchema, VERDICT_REASONS } from '../promotions/promotion.ts';
import { selectPromotions } from '../promotions/promotion.store.ts';
import { shippingOptionSchema } from '../shipping/shipping.ts';
import { loadTerms } from '../terms/load-terms.ts';
import { idSchema, moneySchema } from '../words.ts';
import { priceGoods, type WantedGoods } from './price-goods.ts';
import { explainPromotions, quoteOf } from './quote.ts';

export const tryQuoteSchema = z
  .strictObject({
    lines: z
      .array(
        z.strictObject({
          variantId: idSchema,
          quantity: z.int().min(1, 'The least quantity is 1.').max(999, 'The most of one thing is 999.'),
        }),
      )
      .min(1, 'Put at least one thing into it.')
      .max(100, 'Put at most 100 lines into it.'),
    currency: currencySchema.optional().openapi({ description: 'Left out: the currency of the shop.' }),
    place: z
      .strictObject({
        country: z
          .string()
          .trim()
          .toUpperCase()
          .refine((code) => COUNTRIES.includes(code), 'Choose a country: two letters of ISO 3166-1, such as IT.'),
        region: z.string().trim().max(120).optional(),
        postalCode: z.string().trim().max(20).optional(),
        city: z.string().trim().max(120).optional(),
      })
      .nullable()
      .default(null)
      .openapi({ description: 'Where it goes; null while nobody knows.' }),
    codes: z.array(codeSchema).max(10, 'Give at most 10 codes.').default([]),
    groupIds: z.array(idSchema).max(20).default([]).openapi({ description: 'Groups that the buyer belongs to.' }),
    email: z.string().trim().max(254).nullable().default(null).openapi({ description: 'Of the buyer, for limits and first orders.' }),
    shippingRateId: z.string().max(100).nullable().default(null),
  })
  .openapi('QuoteTrial', {
    example: { lines: [{ variantId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7', quantity: 2 }], place: { country: 'IT' }, codes: ['SPRING10'] },
  });
export type TryQuote = z.input<typeof tryQuoteSchema>;

const verdictSchema = z
  .object({
    ...{ promotionId: z.string(), name: z.string(), code: z.string().nullable(), applies: z.boolean() },
    amount: moneySchema.nullable().openapi({ description: 'What it takes off; null when it does not apply.' }),
    reason: z.enum(VERDICT_REASONS).nullable().openapi({ description: 'Why it does not apply; null when it does.' }),
    missing: z.int().nullable().openapi({ description: 'How many minor units or pieces are short of its threshold.' }),
    besides: z.string().nullable().openapi({ description: 'The promotion that it does not combine with.' }),
  })
  .openapi('PromotionVerdict');

export const triedQuoteSchema = z
  .object({
    currency: z.string(),
    pricesIncludeTax: z.boolean(),
    lines: z.array(
      z.object({
        ...{ variantId: z.string(), sku: z.string(), quantity: z.int(), unitPrice: moneySchema, fullPrice: moneySchema },
        ...{ subtotal: moneySchema, discount: moneySchema, total: moneySchema, taxBps: z.int(), tax: moneySchema },
      }),
    ),
    ...{ subtotal: moneySchema, discount: moneySchema, shipping: moneySchema, shippingDiscount: moneySchema },
    ...{ shippingRateId: z.string().nullable(), tax: moneySchema },
    taxes: z.array(z.object({ bps: z.int(), base: moneySchema, tax: moneySchema })),
    total: moneySchema,
    shippingOptions: z.array(shippingOptionSchema),
    promotions: z.array(verdictSchema).openapi({ description: 'Every promotion of the shop: what it does to this cart, or why nothing.' }),
    unknownCodes: z.array(z.string()).openapi({ description: 'Codes that the shop does not have.' }),
  })
  .openapi('TriedQuote');
export type TriedQuote = z.output<typeof triedQuoteSchema>;

/**
 * What a cart would cost, without there being one; and of each promotion, why it applies or not. Nothing is written or claimed.
 * @throws BottegaError forbidden, invalid_input for a variant that the shop does not have or that has no price in the currency
 */
export async function tryQuote(ctx: Ctx, input: TryQuote): Promise<TriedQuote> {
  authorise(ctx, 'pricing.read');
  const wanted = readInput(tryQuoteSchema, input);
  const goods = await readGoods(ctx, wanted.lines);
  const terms = await loadTerms(ctx);
  const currency = wanted.currency ?? ctx.shop.currency;
  const { place, codes, email, groupIds: groups, shippingRateId } = wanted;
  const wish = { currency, goods, place, codes, email, groups, shippingRateId, credits: [] };
  const priced = await priceGoods(ctx, terms, wish);
  const unpriced = goods.findIndex(({ variantId }) => priced.unpriced.includes(variantId));
  if (unpriced >= 0) refuseField(`lines.${unpriced}.variantId`, `It has no price in ${currency}: put one onto a price list.`);
  const quote = quoteOf(priced.facts);
  const money = (amount: number) => ({ amount, currency });
  return {
    currency,
    pricesIncludeTax: priced.facts.pricesIncludeTax,
    lines: quote.lines.map((line, at) => ({
      ...{ variantId: line.variantId, sku: goods[at]!.sku, quantity: line.quantity, taxBps: line.taxBps },
      ...{ unitPrice: money(line.unitAmount), fullPrice: money(priced.facts.lines[at]!.baseAmount), subtotal: money(line.subtotal) },
      ...{ discount: money(line.discount), total: money(line.total), tax: money(line.tax) },
    })),
    ...{ subtotal: money(quote.subtotal), discount: money(quote.discount), shipping: money(quote.shipping) },
    ...{ shippingDiscount: money(quote.shippingDiscount), shippingRateId: priced.facts.shipping?.rateId ?? null, tax: money(quote.tax) },
    taxes: quote.taxes.map(({ bps, base, tax }) => ({ bps, base: money(base), tax: money(tax) })),
    total: money(quote.total),
    shippingOptions: priced.shippingOptions.map(({ amount, ...option }) => ({ ...option, price: money(amount) })),
    promotions: await judgeAll(ctx, priced, currency),
    unknownCodes: codes.filter((code) => !priced.codes.some((known) => known.code === code)),
  };
}

/** Every promotion of the shop in its order, those that are off too. */
async function judgeAll(ctx: Ctx, priced: Awaited<ReturnType<typeof priceGoods>>, currency: string): Promise<TriedQuote['promotions']> {
  const rows = await selectPromotions(ctx)
    .orderBy('promotion.priority', 'desc')
    .orderBy('promotion.needs_code', 'desc')
    .orderBy('promotion.id')
    .execute();
  const verdicts = new Map(explainPromotions(priced.facts).map((verdict) => [verdict.promotionId, verdict]));
  const closed = new Map(priced.closed.map(({ id, reason }) => [id, reason]));
  return rows.map(({ id, name }) => {
    const code = priced.facts.promotions.find((promotion) => promotion.id === id)?.code ?? null;
    const verdict = verdicts.get(id);
    const silent = { amount: null, reason: null, missing: null, besides: null };
    const named = { promotionId: id, name, code };
    if (!verdict) return { ...named, ...silent, applies: false, reason: closed.get(id) ?? 'off' };
    if (verdict.applies) return { ...named, ...silent, applies: true, amount: { amount: verdict.amount, currency } };
    const missing = 'missing' in verdict ? verdict.missing : null;
    return { ...named, ...silent, applies: false, reason: verdict.reason, missing, besides: 'besides' in verdict ? verdict.besides : null };
  });
}

async function readGoods(ctx: Ctx, lines: z.output<typeof tryQuoteSchema>['lines']): Promise<(WantedGoods & { sku: string })[]> {
  const rows = await ctx.db
    .selectFrom('variant')
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'variant.shop_id').onRef('product.id', '=', 'variant.product_id'))
    .select([
      'variant.id as variantId',
      'product.id as productId',
      'product.category',
      'product.tax_category as taxCategory',
      'variant.sku',
    ])
    .select(['variant.weight_grams as grams', 'variant.price_amount as priceAmount', 'variant.price_currency as priceCurrency'])
    .where('variant.shop_id', '=', ctx.shop.id)
    .where('variant.id', 'in', [...new Set(lines.map((line) => line.variantId))])
    .execute();
  const found = new Map(rows.map((row) => [row.variantId, row]));
  return lines.map(({ variantId, quantity }, at) => {
    const row = found.get(variantId);
    if (!row) refuseField(`lines.${at}.variantId`, 'This shop has no such variant.');
    return { ...row, quantity };
  });
}
