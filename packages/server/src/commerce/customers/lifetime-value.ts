import { sql } from 'kysely';
import type { Money } from '@bottega/contracts';
import type { Ctx } from '#platform';

/** How many orders somebody has placed, and what they have paid for them; what was given back does not count. */
export type CustomerValue = { readonly orders: number; readonly value: Money[] };

const NOTHING: CustomerValue = { orders: 0, value: [] };

/** The value of each of these customers. An order that was called off counts as none. */
export async function readValues(ctx: Ctx, customerIds: readonly string[]): Promise<(id: string) => CustomerValue> {
  if (customerIds.length === 0) return () => NOTHING;
  const rows = await ctx.db
    .selectFrom('orders')
    .leftJoin('payment', (join) => join.onRef('payment.shop_id', '=', 'orders.shop_id').onRef('payment.order_id', '=', 'orders.id'))
    .select(['orders.customer_id as id', 'orders.currency'])
    .select(sql<number>`count(distinct orders.id) filter (where orders.state <> 'cancelled')::int`.as('orders'))
    .select(sql<number>`coalesce(sum(payment.captured - payment.refunded), 0)::bigint`.as('amount'))
    .where('orders.shop_id', '=', ctx.shop.id)
    .where('orders.customer_id', 'in', [...customerIds])
    .groupBy(['orders.customer_id', 'orders.currency'])
    .orderBy('orders.currency')
    .execute();
  const values = new Map<string, CustomerValue>();
  for (const { id, currency, orders, amount } of rows) {
    if (id === null) continue;
    const before = values.get(id) ?? NOTHING;
    values.set(id, { orders: before.orders + orders, value: [...before.value, { amount, currency }] });
  }
  return (id) => values.get(id) ?? NOTHING;
}
