import { sql } from 'kysely';
import { appendEvent, type Ctx, type EventListener, inTransaction } from '#platform';
import { freeUnits, isLow } from './free-units.ts';

const AT_ONCE = 200;

/**
 * Tells, once each, that variants are running low, or are there again. What is seen for the first time is noted and not told: whoever puts
 * a single piece on sale knows that it is one. It is asked after the change was committed, and again by a chore; it finds what is so then.
 */
export async function watchStock(ctx: Ctx, variantIds: readonly string[]): Promise<void> {
  const turned = await findTurned(ctx, variantIds);
  if (turned.length > 0) await inTransaction(ctx, (ctx) => tellTurned(ctx, turned));
}

/** The same for all of the shop's variants: holds of buyers run out, and places open and close, without anybody telling. */
export async function watchAllStock(ctx: Ctx): Promise<void> {
  for (;;) {
    const turned = await findTurned(ctx);
    if (turned.length > 0) await inTransaction(ctx, (ctx) => tellTurned(ctx, turned));
    if (turned.length < AT_ONCE) return;
  }
}

/** Variants on sale that are not what was last told of them. Those without a notice are left as they are. */
async function findTurned(ctx: Ctx, variantIds?: readonly string[]): Promise<string[]> {
  const some = variantIds === undefined ? sql`true` : sql`variant.id = any(${[...variantIds]}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    select variant.id
    from variant
    join product on product.shop_id = variant.shop_id and product.id = variant.product_id
    left join stock_watch watch on watch.shop_id = variant.shop_id and watch.variant_id = variant.id
    where variant.shop_id = ${ctx.shop.id} and ${some} and ${isWatched} and watch.is_low is distinct from ${isLow}
    order by variant.id
    limit ${variantIds?.length ?? AT_ONCE}`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

const isWatched = sql<boolean>`(
  product.status = 'on_sale' and variant.archived_at is null and variant.low_stock_at is not null and ${freeUnits} is not null)`;

type Turned = { id: string; low: boolean; free: number; low_stock_at: number; product_id: string; sku: string; title: string };

/** Looks once more, with what was told held: of two who look at once, one tells. */
async function tellTurned(ctx: Ctx, variantIds: readonly string[]): Promise<void> {
  const some = sql`any(${[...variantIds]}::uuid[])`;
  await sql`
    insert into stock_watch (shop_id, variant_id, is_low)
    select variant.shop_id, variant.id, ${isLow}
    from variant join product on product.shop_id = variant.shop_id and product.id = variant.product_id
    where variant.shop_id = ${ctx.shop.id} and variant.id = ${some} and ${isWatched}
    order by variant.id
    on conflict do nothing`.execute(ctx.db);
  await sql`select variant_id from stock_watch where shop_id = ${ctx.shop.id} and variant_id = ${some}
    order by variant_id for update`.execute(ctx.db);
  const { rows } = await sql<Turned>`
    with now as materialized (
      select variant.id, ${isLow} as low, ${freeUnits} as free, variant.low_stock_at, variant.product_id, variant.sku, variant.title
      from variant join product on product.shop_id = variant.shop_id and product.id = variant.product_id
      where variant.shop_id = ${ctx.shop.id} and variant.id = ${some} and ${isWatched}
    )
    update stock_watch set is_low = now.low
    from now
    where stock_watch.shop_id = ${ctx.shop.id} and stock_watch.variant_id = now.id and stock_watch.is_low <> now.low
    returning now.*`.execute(ctx.db);
  for (const { id, low, free, low_stock_at: lowStockAt, product_id: productId, sku, title } of rows) {
    const payload = { name: title, sku, productId, free, lowStockAt };
    await appendEvent(ctx, { type: low ? 'stock.low' : 'stock.back', subjectId: id, payload });
  }
}

/** Looks at the stock of whatever an order or a change of a product has touched. */
export const stockWatching: EventListener = {
  name: 'stock watching',
  types: [
    ...['order.placed', 'order.cancelled', 'order.units_cancelled', 'order.fulfilled', 'order.refunded'],
    ...['product.published', 'product.updated'],
  ],
  async hear(ctx, { subjectId }) {
    const { rows } = await sql<{ id: string }>`
      select variant_id as id from order_line where shop_id = ${ctx.shop.id} and order_id = ${subjectId}
      union select id from variant where shop_id = ${ctx.shop.id} and product_id = ${subjectId}`.execute(ctx.db);
    await watchStock(
      ctx,
      rows.map(({ id }) => id),
    );
  },
};
