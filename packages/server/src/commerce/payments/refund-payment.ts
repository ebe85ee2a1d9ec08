import { authorise, BottegaError, type Ctx, inTransaction, readInput } from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { noSuchOrder } from '../orders/order.store.ts';
import { refundShare } from '../quotes/refund-share.ts';
import { isId } from '../words.ts';
import { claimRefund } from './claim-refund.ts';
import { type RefundView, refundingSchema, type RequestRefund } from './payment.ts';
import { readPayment } from './payments.store.ts';
import { readRefundable, type RefundableOrder } from './refundable-order.ts';
import { listRefunds } from './refunds.store.ts';
import { takeBackUnits } from './take-back-units.ts';

/**
 * Gives money of an order back: an amount, or what units of lines and the shipping are worth. What the provider took goes back through it
 * first, the rest to the gift cards and the credit that the order was paid with. Units that were not sent are not sent any more; sent ones
 * can be sold again with `restock`. The refunds, which the provider has not made yet.
 * @throws BottegaError not_found, invalid_input, forbidden, conflict when more is to be given back than is left
 */
export async function requestRefund(ctx: Ctx, input: RequestRefund): Promise<RefundView[]> {
  authorise(ctx, 'orders.refund');
  const { orderId, ...rest } = input;
  const wish = readInput(refundingSchema, rest);
  if (!isId(orderId)) throw noSuchOrder();
  const ids = await inTransaction(ctx, async (ctx) => {
    await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { orderId });
    const order = await readRefundable(ctx, orderId);
    if (!payment || !order) throw noSuchOrder();
    if (order.paymentState !== 'paid' && order.paymentState !== 'part')
      throw new BottegaError('conflict', 'Nothing was taken for this order, so nothing can be given back: cancel it instead.');
    const lines = wish.lines ?? [];
    const shipping = wish.shipping ?? 0;
    const amount = wish.amount ?? worthOf(order, { lines, shipping });
    const throughProvider = Math.min(amount, payment.captured - payment.refundClaimed);
    const asCredit = amount - throughProvider;
    if (asCredit > order.creditLeft) throw moreThanLeft(payment.captured - payment.refundClaimed + order.creditLeft);
    if (amount === 0) throw new BottegaError('conflict', 'What these units were paid with was given back before: nothing is left of it.');
    if (lines.length > 0) await takeBackUnits(ctx, { orderId, lines, restock: wish.restock });
    const claimed: string[] = [];
    for (const [to, part] of [
      ['provider', throughProvider],
      ['credit', asCredit],
    ] as const) {
      const units = claimed.length === 0 ? { lines, shipping } : {};
      if (part > 0) claimed.push(await claimRefund(ctx, { payment, amount: part, to, reason: wish.reason, ...units }));
    }
    return claimed;
  });
  return (await listRefunds(ctx, orderId)).filter(({ id }) => ids.includes(id));
}

type Wish = { readonly lines: readonly { readonly position: number; readonly quantity: number }[]; readonly shipping: number };

function worthOf({ order, before }: RefundableOrder, { lines, shipping }: Wish): number {
  const wished = lines.map(({ position, quantity }) => ({ id: String(position), quantity }));
  const share = refundShare(order, before, { lines: wished, shipping });
  if (share.state === 'ok') return share.amount;
  if (share.reason === 'no_such_line') throw new BottegaError('invalid_input', `The order has no line ${share.lineId}.`);
  const what = share.lineId === null ? 'minor units of the shipping' : `units of line ${share.lineId}`;
  throw new BottegaError('conflict', `Only ${share.left} ${what} are left to give back.`);
}

const moreThanLeft = (left: number): BottegaError =>
  new BottegaError('conflict', `That is more than is left: ${left} minor units can still be given back.`);
