import { z } from '@hono/zod-openapi';
import { type Ctx, readInput } from '#platform';
import { currencySchema } from '../promotions/promotion.ts';
import { currenciesOf, loadTerms, priceVariants, readSteps } from '../terms/load-terms.ts';
import { idSchema, moneySchema } from '../words.ts';

export const currentPricesSchema = z.object({
  variantIds: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : value),
      z.array(idSchema).min(1, 'Name at least one variant.').max(100, 'Name at most 100 variants.'),
    )
    .openapi({ type: 'string', description: 'Up to 100 ids with commas between.', example: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' }),
  currency: currencySchema.optional().openapi({ description: 'Left out: the currency of the shop.' }),
});

export const currentPriceSchema = z
  .object({
    variantId: z.string(),
    price: moneySchema.openapi({ description: 'What one unit costs whoever asks, now.' }),
    fullPrice: moneySchema.openapi({ description: 'What it costs everybody without a sale; the same where nothing is reduced.' }),
    steps: z
      .array(z.object({ quantity: z.int(), price: moneySchema }))
      .openapi({ description: 'Lower prices for more units of one line, from their quantity on.' }),
  })
  .openapi('CurrentPrice');
export type CurrentPrice = z.output<typeof currentPriceSchema>;

export const currentPricesViewSchema = z
  .object({
    currencies: z.array(z.string()).openapi({ description: 'What the shop sells in, its own first.' }),
    items: z.array(currentPriceSchema).openapi({ description: 'Without those that are not on sale or have no price in the currency.' }),
  })
  .openapi('CurrentPrices');
export type CurrentPrices = z.output<typeof currentPricesViewSchema>;

/** What variants on sale cost whoever asks, lists included: a customer sees the prices of their groups. @throws BottegaError invalid_input */
export async function getCurrentPrices(
  ctx: Ctx,
  input: { variantIds: readonly string[]; currency?: string | undefined },
): Promise<CurrentPrices> {
  const { variantIds, currency = ctx.shop.currency } = readInput(currentPricesSchema, input);
  const [terms, rows, groups] = [await loadTerms(ctx), await readOnSale(ctx, variantIds), await readGroups(ctx)];
  const now = ctx.clock.now().epochMilliseconds;
  const quantities = await readSteps(
    ctx,
    terms,
    rows.map(({ id }) => id),
  );
  const asked = rows.flatMap(({ id, price_amount, price_currency }) =>
    quantities.map((quantity) => ({ variantId: id, quantity, base: price_currency === currency ? price_amount : null })),
  );
  const prices = await priceVariants(ctx, terms, asked, { currency, groups, now });
  const money = (amount: number) => ({ amount, currency });
  const items = rows.flatMap(({ id }, at): CurrentPrice[] => {
    const own = prices.slice(at * quantities.length, (at + 1) * quantities.length);
    const [one] = own;
    if (!one) return [];
    const steps = own.flatMap((price, step) => {
      const before = own[step - 1];
      return price && before && price.unitAmount < before.unitAmount
        ? [{ quantity: quantities[step]!, price: money(price.unitAmount) }]
        : [];
    });
    return [{ variantId: id, price: money(one.unitAmount), fullPrice: money(one.baseAmount), steps }];
  });
  return { currencies: currenciesOf(ctx.shop.currency, terms), items };
}

const readOnSale = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('variant')
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'variant.shop_id').onRef('product.id', '=', 'variant.product_id'))
    .select(['variant.id', 'price_amount', 'price_currency'])
    .where('variant.shop_id', '=', ctx.shop.id)
    .where('variant.id', 'in', [...new Set(ids)])
    .where('variant.archived_at', 'is', null)
    .where('product.status', '=', 'on_sale')
    .orderBy('variant.id')
    .execute();

/** The groups of the customer who asks; nobody else is in one. */
async function readGroups(ctx: Ctx): Promise<string[]> {
  if (ctx.actor.type !== 'customer') return [];
  const rows = await ctx.db
    .selectFrom('customer_membership')
    .select('group_id')
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', ctx.actor.id)
    .execute();
  return rows.map((row) => row.group_id);
}
