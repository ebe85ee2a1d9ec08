import { authorise, type Ctx } from '#platform';
import { isLow } from './inventory/free-units.ts';

/** How the shop stands, in numbers for its first page. */
export type WorkCounts = {
  readonly onSale: number;
  readonly films: number;
  readonly orders: number;
  readonly toPay: number;
  readonly toSend: number;
  /** Variants on sale that are running low. */
  readonly lowStock: number;
};

export async function countWork(ctx: Ctx): Promise<WorkCounts> {
  authorise(ctx, 'products.read');
  const { fn } = ctx.db;
  const shop = ctx.shop.id;
  const [products, films, orders, low] = await Promise.all([
    ctx.db
      .selectFrom('product')
      .select(fn.countAll<number>().as('n'))
      .where('shop_id', '=', shop)
      .where('status', '=', 'on_sale')
      .executeTakeFirst(),
    ctx.db.selectFrom('product_film').select(fn.countAll<number>().as('n')).where('shop_id', '=', shop).executeTakeFirst(),
    ctx.db
      .selectFrom('orders')
      .select(['state', 'payment_state', 'fulfilment_state', fn.countAll<number>().as('n')])
      .where('shop_id', '=', shop)
      .groupBy(['state', 'payment_state', 'fulfilment_state'])
      .execute(),
    ctx.db
      .selectFrom('variant')
      .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'variant.shop_id').onRef('product.id', '=', 'variant.product_id'))
      .select(fn.countAll<number>().as('n'))
      .where('variant.shop_id', '=', shop)
      .where(isLow)
      .executeTakeFirst(),
  ]);
  const open = orders.filter(({ state }) => state === 'placed');
  const count = (rows: typeof orders) => rows.reduce((sum, { n }) => sum + n, 0);
  return {
    onSale: products?.n ?? 0,
    films: films?.n ?? 0,
    orders: count(orders),
    toPay: count(open.filter(({ payment_state }) => payment_state === 'awaiting')),
    toSend: count(open.filter((row) => row.payment_state === 'paid' && row.fulfilment_state !== 'whole')),
    lowStock: low?.n ?? 0,
  };
}
