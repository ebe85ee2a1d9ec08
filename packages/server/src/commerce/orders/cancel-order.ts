import { sql } from 'kysely';
import { appendAudit, appendEvent, type Ctx, readInput } from '#platform';
import { giveBackCredit } from '../credit/claim-credit.ts';
import { releaseReservations } from '../inventory/stock.ts';
import { requestRefund } from '../payments/refund-payment.ts';
import { releasePromotions } from '../promotions/claim-promotions.ts';
import { moveOrder } from './move-order.ts';
import { cancellingSchema, type LockedOrder, type OrderStanding, type OrderView } from './order.ts';
import { appendOrderChange } from './order.store.ts';

/**
 * Calls a whole order off, of which nothing was sent: its stock, codes and credit are free again, what was taken goes back, what is promised
 * is set free by whoever hears of it. Asked twice at once it happens once.
 * @throws BottegaError not_found, invalid_input, conflict, forbidden, also where money has to go back and the actor may not give it back
 */
export async function cancelOrder(ctx: Ctx, input: { id: string; note?: string | undefined }): Promise<OrderView> {
  const { note } = readInput(cancellingSchema, { note: input.note });
  return moveOrder(ctx, { id: input.id, action: 'cancel', isDone: ({ state }) => state === 'cancelled' }, (ctx, order) =>
    callOff(ctx, order, note),
  );
}

/** Calls an order off that is locked and of which nothing was sent. */
export async function callOff(ctx: Ctx, order: LockedOrder & OrderStanding, note: string | undefined): Promise<void> {
  const isTaken = order.paymentState === 'paid' || order.paymentState === 'part';
  await releaseReservations(ctx, { cartId: order.cartId });
  await ctx.db
    .updateTable('orders')
    .set({ state: 'cancelled', ...(!isTaken && { payment_state: 'cancelled' as const }) })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', order.id)
    .execute();
  await ctx.db
    .updateTable('order_line')
    .set({ cancelled: sql`quantity - sent` })
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', order.id)
    .execute();
  await releasePromotions(ctx, order.cartId);
  await appendOrderChange(ctx, { orderId: order.id, event: 'cancelled', note: note || undefined });
  await appendEvent(ctx, { type: 'order.cancelled', subjectId: order.id, payload: { code: order.code } });
  await appendAudit(ctx, { action: 'order.cancel', subjectId: order.id, detail: {} });
  if (!isTaken) await freeMoney(ctx, order.id);
  else if (order.refundable > 0)
    await requestRefund(ctx, { orderId: order.id, amount: order.refundable, reason: note || 'The order was cancelled.' });
}

/** Nothing was taken: the credit goes back at once, and nobody waits for a transfer any more. */
async function freeMoney(ctx: Ctx, orderId: string): Promise<void> {
  const payment = await ctx.db
    .selectFrom('payment')
    .select(['id', 'state'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  await giveBackCredit(ctx, payment.id);
  if (payment.state !== 'awaiting_transfer') return; // what a company holds is set free there first
  await ctx.db
    .updateTable('payment')
    .set({ state: 'cancelled', changed_at: ctx.clock.now().toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', payment.id)
    .execute();
}
