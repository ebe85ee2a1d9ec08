import { sql } from 'kysely';
import { authorise, type Ctx, type Page, readInput, toPage } from '#platform';
import { readOrderCode } from './order-code.ts';
import { type ListOrders, listOrdersSchema, type OrderSummary, type OrderTask } from './order.ts';

/** The orders of the shop, newest first. @throws BottegaError invalid_input, forbidden, unauthenticated */
export async function listOrders(ctx: Ctx, input: ListOrders = {}): Promise<Page<OrderSummary>> {
  authorise(ctx, 'orders.read');
  const wanted = readInput(listOrdersSchema, input);
  let query = ctx.db
    .selectFrom('orders')
    .select(['orders.id', 'code', 'number', 'state', 'payment_state', 'fulfilment_state', 'refund_state', 'email'])
    .select(['total', 'currency', 'placed_at', sql<string>`address ->> 'name'`.as('name')])
    .select(({ selectFrom }) =>
      selectFrom('order_line as line')
        .select(sql<number>`sum(line.quantity)::int`.as('count'))
        .whereRef('line.shop_id', '=', 'orders.shop_id')
        .whereRef('line.order_id', '=', 'orders.id')
        .as('count'),
    )
    .where('orders.shop_id', '=', ctx.shop.id);
  if (wanted.state !== undefined) query = query.where('orders.state', '=', wanted.state);
  if (wanted.task !== undefined) query = query.where(TASKS[wanted.task]);
  if (wanted.search) query = query.where(isLike(wanted.search));
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
      number: row.number,
      state: row.state,
      paymentState: row.payment_state,
      fulfilmentState: row.fulfilment_state,
      refundState: row.refund_state,
      email: row.email,
      name: row.name,
      total: { amount: row.total, currency: row.currency },
      count: row.count ?? 0,
      placedAt: row.placed_at,
    })),
  };
}

/** Which orders each task is about. */
const TASKS: Readonly<Record<OrderTask, ReturnType<typeof sql<boolean>>>> = {
  to_pay: sql`orders.state = 'placed' and orders.payment_state = 'awaiting'`,
  to_send: sql`orders.state = 'placed' and orders.fulfilment_state <> 'whole' and orders.payment_state in ('paid', 'part', 'authorised')`,
  partly_sent: sql`orders.state = 'placed' and orders.fulfilment_state = 'part'`,
  sent: sql`orders.fulfilment_state = 'whole'`,
  cancelled: sql`orders.state = 'cancelled'`,
  payment_failed: sql`orders.payment_state = 'failed'`,
  refunded: sql`orders.refund_state <> 'none'`,
};

/** By code or its beginning, by number, or by a part of the mail or the name. */
function isLike(search: string) {
  const part = `%${asLetters(search)}%`;
  const code = readOrderCode(search);
  const number = /^\d{1,9}$/.test(search) ? Number(search) : null;
  return sql<boolean>`(orders.email ilike ${part} or orders.address ->> 'name' ilike ${part}
    or (${code.length >= 3} and orders.code like ${`${asLetters(code)}%`}) or orders.number = ${number}::int)`;
}

/** What LIKE takes as a sign is meant as a letter. */
const asLetters = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
