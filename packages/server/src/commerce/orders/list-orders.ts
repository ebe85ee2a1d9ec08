import { sql } from 'kysely';
import { authorise, type Ctx, type Page, readInput, toPage } from '#platform';
import { type ListOrders, listOrdersSchema, type OrderSummary } from './order.ts';

/** The orders of the shop, newest first. @throws BottegaError invalid_input, forbidden, unauthenticated */
export async function listOrders(ctx: Ctx, input: ListOrders = {}): Promise<Page<OrderSummary>> {
  authorise(ctx, 'orders.read');
  const wanted = readInput(listOrdersSchema, input);
  let query = ctx.db
    .selectFrom('orders')
    .select(['orders.id', 'code', 'state', 'payment_state', 'fulfilment_state', 'refund_state', 'email', 'total', 'currency', 'placed_at'])
    .select(({ selectFrom }) =>
      selectFrom('order_line as line')
        .select(sql<number>`sum(line.quantity)::int`.as('count'))
        .whereRef('line.shop_id', '=', 'orders.shop_id')
        .whereRef('line.order_id', '=', 'orders.id')
        .as('count'),
    )
    .where('orders.shop_id', '=', ctx.shop.id);
  if (wanted.state !== undefined) query = query.where('orders.state', '=', wanted.state);
  if (wanted.cursor !== undefined) query = query.where('orders.id', '<', wanted.cursor);
  const rows = await query
    .orderBy('orders.id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
  const page = toPage(rows, wanted.limit);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      code: row.code,
      state: row.state,
      paymentState: row.payment_state,
      fulfilmentState: row.fulfilment_state,
      refundState: row.refund_state,
      email: row.email,
      total: { amount: row.total, currency: row.currency },
      count: row.count ?? 0,
      placedAt: row.placed_at,
    })),
  };
}
