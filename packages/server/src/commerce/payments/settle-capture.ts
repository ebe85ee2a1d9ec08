import type { HeldPayment } from '@bottega/contracts';
import { appendAudit, appendEvent, type Ctx, inTransaction } from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { appendOrderChange } from '../orders/order.store.ts';
import { type CaptureRow, type PaymentRow, readPayment } from './payments.store.ts';
import { claimRefund } from './claim-refund.ts';

/** Writes down, once, that a part was taken, with all that follows for its order. Money for an order that was cancelled meanwhile goes back. */
export async function settleCapture(
  ctx: Ctx,
  { payment, capture, held }: { readonly payment: PaymentRow; readonly capture: CaptureRow; readonly held: HeldPayment },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const orderId = requireOrderId(payment);
    await lockOrder(ctx, orderId);
    const settled = await ctx.db
      .updateTable('payment_capture')
      .set({ state: 'done', look_at: null, settled_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', capture.id)
      .where('state', '=', 'requested')
      .returning('id')
      .executeTakeFirst();
    if (settled) await noteTaken(ctx, { paymentId: payment.id, amount: capture.amount, isFinal: capture.final, held });
  });
}

const requireOrderId = ({ id, orderId }: PaymentRow): string => {
  if (orderId === null) throw new Error(`the payment ${id} was taken and has no order`);
  return orderId;
};

type Taken = {
  readonly paymentId: string;
  readonly amount: number;
  readonly isFinal: boolean;
  readonly held: Pick<HeldPayment, 'reference' | 'payee'>;
};

/** Money of a payment has come, and the order is locked: the payment, the order and its history say so from here on. */
export async function noteTaken(ctx: Ctx, { paymentId, amount, isFinal, held }: Taken): Promise<void> {
  const { shop } = ctx;
  await ctx.db
    .updateTable('payment')
    .set((set) => ({
      captured: set('captured', '+', amount),
      state: 'captured',
      reference: held.reference,
      payee: held.payee,
      message: null,
      changed_at: ctx.clock.now().toString(),
    }))
    .where('shop_id', '=', shop.id)
    .where('id', '=', paymentId)
    .execute();
  const payment = await readPayment(ctx, { id: paymentId });
  if (!payment) throw new Error(`the payment ${paymentId} was taken and is gone`);
  const orderId = requireOrderId(payment);
  const order = await lockOrder(ctx, orderId);
  const isWhole = isFinal || payment.captured >= payment.amount;
  await appendAudit(ctx, {
    action: 'payment.capture',
    subjectId: paymentId,
    detail: { amount, captured: payment.captured, order: orderId },
  });
  if (order.state === 'cancelled') {
    await ctx.db.updateTable('orders').set({ payment_state: 'paid' }).where('shop_id', '=', shop.id).where('id', '=', orderId).execute();
    const left = payment.captured - payment.refundClaimed;
    if (left > 0) await claimRefund(ctx, { payment, amount: left, to: 'provider', reason: 'The order was cancelled.' });
    return;
  }
  const isComplete = isWhole && order.fulfilmentState === 'whole';
  await ctx.db
    .updateTable('orders')
    .set({ payment_state: isWhole ? 'paid' : 'part', ...(isComplete && { state: 'completed' as const }) })
    .where('shop_id', '=', shop.id)
    .where('id', '=', orderId)
    .execute();
  const money = { amount, currency: payment.currency };
  await appendOrderChange(ctx, { orderId, event: 'paid', detail: { provider: payment.provider, ...money, part: !isWhole } });
  if (isWhole) await appendEvent(ctx, { type: 'order.paid', subjectId: orderId, payload: { code: payment.orderCode } });
}
