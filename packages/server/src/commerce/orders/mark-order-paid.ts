import { sql } from 'kysely';
import { appendAudit, appendEvent, type Ctx } from '#platform';
import { moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';
import { appendOrderChange } from './order.store.ts';

/** Says that the transfer of an order has arrived. @throws BottegaError not_found, conflict, forbidden */
export async function markOrderPaid(ctx: Ctx, input: { id: string }): Promise<OrderView> {
  return moveOrder(ctx, { id: input.id, move: 'pay' }, async (ctx, order) => {
    await ctx.db
      .updateTable('payment')
      .set({ state: 'captured', captured: sql`amount`, changed_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', order.id)
      .where('state', '=', 'awaiting_transfer')
      .execute();
    await ctx.db
      .updateTable('orders')
      .set({ payment_state: 'paid', ...(order.fulfilmentState === 'whole' && { state: 'completed' as const }) })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', order.id)
      .execute();
    await appendOrderChange(ctx, { orderId: order.id, event: 'paid' });
    await appendEvent(ctx, { type: 'order.paid', subjectId: order.id, payload: {} });
    await appendAudit(ctx, { action: 'order.pay', subjectId: order.id, detail: {} });
  });
}
