import { authorise, type Ctx } from '#platform';

/** How the shop stands, in numbers for its first page. */
export type WorkCounts = {
  readonly onSale: number;
  readonly films: number;
  readonly orders: number;
  readonly toPay: number;
  readonly toSend: number;
  readonly lowStock: number;
};

/** Under so many pieces the stock of a product is low. */
const LOW_STOCK = 3;

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
      .select(['state', fn.countAll<number>().as('n')])
      .where('shop_id', '=', shop)
      .groupBy('state')
      .execute(),
    ctx.db
      .selectFrom('stock')
      .select(fn.countAll<number>().as('n'))
      .where('shop_id', '=', shop)
      .where('level', '<', LOW_STOCK)
      .executeTakeFirst(),
  ]);
  const inState = (state: string) => orders.find((row) => row.state === state)?.n ?? 0;
  return {
    onSale: products?.n ?? 0,
    films: films?.n ?? 0,
    orders: orders.reduce((sum, { n }) => sum + n, 0),
    toPay: inState('placed'),
    toSend: inState('paid'),
    lowStock: low?.n ?? 0,
  };
}
