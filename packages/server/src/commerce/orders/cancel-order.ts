import { sql } from 'kysely';
import { appendAudit, appendEvent, type Ctx } from '#platform';
import { releaseReservations } from '../inventory/stock.ts';
import { moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';
import { appendOrderChange } from './order.store.ts';

/** Calls an order off and lets go of its stock; money that was taken counts as given back. @throws BottegaError not_found, conflict, forbidden */
export async function cancelOrder(ctx: Ctx, input: { id: string; note?: string | undefined }): Promise<OrderView> {
  return moveOrder(ctx, { id: input.id, move: 'cancel' }, async (ctx, order) => {
    await releaseReservations(ctx, { cartId: order.cartId });
    const isPaid = order.paymentState === 'paid';
    await ctx.db
      .updateTable('orders')
      .set({ state: 'cancelled', ...(isPaid ? { refund_state: 'whole' as const } : { payment_state: 'cancelled' as const }) })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', order.id)
      .execute();
    await ctx.db
      .updateTable('order_line')
      .set({ cancelled: sql`quantity - sent` })
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', order.id)
      .execute();
    await ctx.db
      .updateTable('payment')
      .set(isPaid ? { refund_claimed: sql`captured`, refunded: sql`captured` } : { state: 'cancelled' })
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', order.id)
      .execute();
    await appendOrderChange(ctx, { orderId: order.id, event: 'cancelled', note: input.note });
    await appendEvent(ctx, { type: 'order.cancelled', subjectId: order.id, payload: {} });
    await appendAudit(ctx, { action: 'order.cancel', subjectId: order.id, detail: {} });
  });
}
