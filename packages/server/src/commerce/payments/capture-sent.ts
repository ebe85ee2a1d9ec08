import { BottegaError, type Ctx, type EventListener, inTransaction } from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { refundShare } from '../quotes/refund-share.ts';
import { requestCapture } from './capture-payment.ts';
import { type PaymentRow, readPayment } from './payments.store.ts';
import { readRefundable } from './refundable-order.ts';

/** What was sent is taken for, where the shop takes money when it sends. */
export const captureWhenSent: EventListener = {
  name: 'capture-when-sent',
  types: ['order.fulfilled'],
  hear: (ctx, event) => captureSent(ctx, { orderId: event.subjectId }),
};

/**
 * Asks for the money of what was sent of an order and was not asked for yet: the worth of the sent units, with the shipping from the first
 * parcel on, and all that is left with the last. While another part is under way it does nothing; the chore looks again.
 */
export async function captureSent(ctx: Ctx, { orderId }: { readonly orderId: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { orderId });
    const isPromised = payment?.state === 'authorised' || (payment?.state === 'captured' && payment.captureClaimed < payment.amount);
    if (!payment || !isPromised || order.state === 'cancelled' || order.fulfilmentState === 'none') return;
    const final = order.fulfilmentState === 'whole';
    const amount = (await dueOf(ctx, payment, orderId)) - payment.captureClaimed;
    if (amount > 0) await requestCapture(ctx, { paymentId: payment.id, amount, final });
  }).catch((error: unknown) => {
    if (!(error instanceof BottegaError && error.code === 'conflict')) throw error;
  });
}

/** What the sent units are worth, less what gift cards and credit have paid. */
async function dueOf(ctx: Ctx, payment: PaymentRow, orderId: string): Promise<number> {
  const rows = await ctx.db
    .selectFrom('order_line')
    .select(['position', 'sent', 'cancelled'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .execute();
  const known = await readRefundable(ctx, orderId);
  if (!known) return 0;
  const credit = await creditOf(ctx, orderId);
  const lines = rows.filter(({ sent }) => sent > 0).map(({ position, sent }) => ({ id: String(position), quantity: sent }));
  const { order } = known;
  const whole = order.pricesIncludeTax ? order.shipping.total : order.shipping.total + order.shipping.tax;
  const share = refundShare(order, { units: new Map(), shipping: 0, amount: 0 }, { lines, shipping: whole });
  if (share.state !== 'ok') throw new Error(`what was sent of order ${orderId} is more than was ordered`);
  return Math.min(payment.amount, Math.max(0, share.amount - credit));
}

async function creditOf(ctx: Ctx, orderId: string): Promise<number> {
  const { credit } = await ctx.db
    .selectFrom('orders')
    .select('credit')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  return credit;
}
