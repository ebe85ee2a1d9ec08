import { sql } from 'kysely';
import { appendAudit, appendEvent, type Ctx, inTransaction } from '#platform';
import { giveBackCredit } from '../credit/claim-credit.ts';
import { releaseReservations } from '../inventory/stock.ts';
import { type LockedOrder, lockOrder } from '../orders/move-order.ts';
import { appendOrderChange } from '../orders/order.store.ts';
import { releasePromotions } from '../promotions/claim-promotions.ts';
import { openCase } from './cases.ts';
import { type CaptureRow, type PaymentRow, readPayment } from './payments.store.ts';

type Failed = {
  readonly payment: PaymentRow;
  readonly capture: CaptureRow;
  /** The payment itself was refused; else only this try, and a person may try again. */
  readonly declined: boolean;
  readonly message: string;
};

/** Writes down, once, that a part could not be taken, and gives its claim back. */
export async function failCapture(ctx: Ctx, { payment, capture, declined, message }: Failed): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (payment.orderId === null) throw new Error(`the payment ${payment.id} was to be taken and has no order`);
    const order = await lockOrder(ctx, payment.orderId);
    const failed = await ctx.db
      .updateTable('payment_capture')
      .set({ state: 'failed', declined, message, look_at: null, settled_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', capture.id)
      .where('state', '=', 'requested')
      .returning('id')
      .executeTakeFirst();
    if (!failed) return;
    await ctx.db
      .updateTable('payment')
      .set((set) => ({ capture_claimed: set('capture_claimed', '-', capture.amount), message, changed_at: ctx.clock.now().toString() }))
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', payment.id)
      .execute();
    await appendAudit(ctx, { action: 'payment.capture_fail', subjectId: payment.id, detail: { capture: capture.id, declined, message } });
    if (declined) await losePayment(ctx, { paymentId: payment.id, order, message });
    else await tellStaff(ctx, { payment, subject: capture.id, message });
  });
}

async function tellStaff(
  ctx: Ctx,
  { payment, subject, message }: { payment: PaymentRow; subject: string; message: string },
): Promise<void> {
  const { provider, id: paymentId, orderId } = payment;
  await openCase(ctx, { kind: 'capture_failed', provider, subject, paymentId, orderId, detail: { said: message } });
}

/**
 * The money that was promised for an order will not come; the order is locked. One of which nothing was sent or taken is cancelled, with its
 * stock, codes and credit given back; for any other, people have to see what they do.
 */
export async function losePayment(
  ctx: Ctx,
  { paymentId, order, message }: { readonly paymentId: string; readonly order: LockedOrder; readonly message: string },
): Promise<void> {
  const payment = await readPayment(ctx, { id: paymentId });
  if (!payment) throw new Error(`the payment ${paymentId} was refused and is gone`);
  if (payment.captured > 0) return tellStaff(ctx, { payment, subject: `${paymentId}:rest`, message });
  await ctx.db
    .updateTable('payment')
    .set({ state: order.state === 'cancelled' ? 'cancelled' : 'declined', message, changed_at: ctx.clock.now().toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', paymentId)
    .execute();
  if (order.state === 'cancelled') return;
  const isCancelled = order.fulfilmentState === 'none';
  await ctx.db
    .updateTable('orders')
    .set({ payment_state: 'failed', ...(isCancelled && { state: 'cancelled' as const }) })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', order.id)
    .execute();
  await appendOrderChange(ctx, { orderId: order.id, event: 'payment_failed', detail: { message } });
  const code = payment.orderCode;
  if (isCancelled) await cancelUnpaid(ctx, order, paymentId, code);
  else await tellStaff(ctx, { payment, subject: `${paymentId}:sent`, message });
  await appendEvent(ctx, { type: 'order.payment_failed', subjectId: order.id, payload: { code, cancelled: isCancelled, message } });
}

async function cancelUnpaid(ctx: Ctx, order: LockedOrder, paymentId: string, code: string): Promise<void> {
  await releaseReservations(ctx, { cartId: order.cartId });
  await ctx.db
    .updateTable('order_line')
    .set({ cancelled: sql`quantity - sent` })
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', order.id)
    .execute();
  await releasePromotions(ctx, order.cartId);
  await giveBackCredit(ctx, paymentId);
  await appendOrderChange(ctx, { orderId: order.id, event: 'cancelled' });
  await appendEvent(ctx, { type: 'order.cancelled', subjectId: order.id, payload: { code } });
  await appendAudit(ctx, { action: 'order.cancel', subjectId: order.id, detail: { unpaid: true } });
}
