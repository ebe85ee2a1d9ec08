import { ProviderError } from '@bottega/contracts';
import {
  appendAudit,
  authorise,
  BottegaError,
  type Ctx,
  type EventListener,
  enqueueWorkflow,
  inTransaction,
  type WorkflowDefinition,
} from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { noSuchOrder } from '../orders/order.store.ts';
import { isId } from '../words.ts';
import { askAbout, OtherSettings } from './ask-provider.ts';
import { openCase } from './cases.ts';
import { type Advance, followThrough } from './follow-through.ts';
import { type PaymentRow, readPayment } from './payments.store.ts';

/** Sets money free that was promised and is not wanted any more. Its subject is the payment. */
export const cancelPaymentFlow: WorkflowDefinition = {
  name: 'cancelPayment',
  run: (ctx, paymentId, step) => followThrough(ctx, step, 'cancel', () => freePayment(ctx, { paymentId })),
};

/** An order that is cancelled takes none of what was promised for it. */
export const freeCancelled: EventListener = {
  name: 'free-cancelled-payment',
  types: ['order.cancelled'],
  async hear(ctx, { subjectId }) {
    const payment = await readPayment(ctx, { orderId: subjectId });
    if (payment && mayBePromised(payment)) await enqueueWorkflow(ctx, cancelPaymentFlow.name, payment.id);
  },
};

/** What a company may still hold for us: it was begun with one, and nothing of it was taken. */
const mayBePromised = ({ environment, reference, captured }: PaymentRow): boolean =>
  environment !== 'offline' && reference !== null && captured === 0;

/**
 * Gives up what is promised for an order that is cancelled. An order that is not is left alone: cancelling it does this by itself.
 * @throws BottegaError not_found, forbidden, conflict
 */
export async function cancelPayment(ctx: Ctx, { orderId }: { readonly orderId: string }): Promise<void> {
  authorise(ctx, 'payments.write');
  if (!isId(orderId)) throw noSuchOrder();
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { orderId });
    if (!payment) throw noSuchOrder();
    if (order.state !== 'cancelled') throw new BottegaError('conflict', 'Cancel the order: what is promised for it is set free with that.');
    if (mayBePromised(payment)) await enqueueWorkflow(ctx, cancelPaymentFlow.name, payment.id);
  });
}

/** Asks the provider to let go of a payment of which nothing was taken. Asking again, or for one that is gone, changes nothing. */
export async function freePayment(ctx: Ctx, { paymentId }: { readonly paymentId: string }): Promise<Advance> {
  const payment = await readPayment(ctx, { id: paymentId });
  if (!payment || !mayBePromised(payment) || payment.reference === null) return 'settled';
  const { id, reference, amount, currency } = payment;
  const order = { key: `cancel:${id}`, payment: id, reference, amount: { amount, currency } };
  try {
    await askAbout(ctx, payment, (provider, call) => provider.cancel(order, call));
    await noteFreed(ctx, payment);
    return 'settled';
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind !== 'refused' && !(error instanceof OtherSettings)) return 'later';
    if (payment.captureClaimed > 0) return 'later'; // it is being taken just now: then it goes back
    // Left alone it lapses at the provider by itself; a person is told, because the buyer may ask.
    const kind = error instanceof OtherSettings ? 'environment' : 'stuck';
    await openCase(ctx, {
      kind,
      provider: payment.provider,
      subject: `${id}:cancel`,
      paymentId: id,
      orderId: payment.orderId,
      detail: { said: error.userMessage },
    });
    return 'settled';
  }
}

async function noteFreed(ctx: Ctx, { id, orderId }: PaymentRow): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .updateTable('payment')
      .set({ state: 'cancelled', changed_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .where('captured', '=', 0)
      .execute();
    await appendAudit(ctx, { action: 'payment.free', subjectId: id, detail: { order: orderId } });
  });
}
