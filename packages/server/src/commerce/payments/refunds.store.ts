import type { Ctx } from '#platform';
import type { RefundView } from './payment.ts';

/** The refunds of an order, the oldest first. */
export async function listRefunds(ctx: Ctx, orderId: string): Promise<RefundView[]> {
  const rows = await ctx.db
    .selectFrom('refund')
    .select(['id', 'order_id', 'amount', 'credit', 'currency', 'state', 'reason', 'message', 'lines', 'actor', 'created_at', 'settled_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, order_id, amount, credit, currency, state, reason, message, lines, actor, created_at, settled_at }) => ({
    ...{ id, orderId: order_id, state, reason, message, actor, at: created_at, settledAt: settled_at },
    amount: { amount, currency },
    credit: { amount: credit, currency },
    lines: lines.map(({ position, quantity }) => ({ position, quantity })),
  }));
}
