import { type HeldPayment, ProviderError } from '@bottega/contracts';
import { appendAudit, type Ctx, inTransaction, type WorkflowDefinition } from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { askAbout, differencesOf } from './ask-provider.ts';
import { requestCapture } from './capture-payment.ts';
import { losePayment } from './fail-capture.ts';
import { type Advance, followThrough } from './follow-through.ts';
import { type PaymentRow, readPayment } from './payments.store.ts';

/** Has what a buyer agreed to promised, for a shop that takes the money when it sends. Its subject is the payment. */
export const reservePaymentFlow: WorkflowDefinition = {
  name: 'reservePayment',
  priority: 40,
  run: (ctx, paymentId, step) => followThrough(ctx, step, 'reserve', () => reservePayment(ctx, { paymentId })),
};

/**
 * Turns an agreement into a promise. Where the provider has no such act the money is taken at once, before the agreement lapses. Asking
 * again reserves nothing twice, so that a lost answer is asked for once more.
 */
export async function reservePayment(ctx: Ctx, { paymentId }: { readonly paymentId: string }): Promise<Advance> {
  const payment = await readPayment(ctx, { id: paymentId });
  if (payment?.state !== 'approved' || payment.reference === null || payment.captureClaimed > 0) return 'settled';
  const { id, reference, amount, currency } = payment;
  const order = { key: `reserve:${id}`, payment: id, reference, amount: { amount, currency } };
  try {
    const held = await askAbout(ctx, payment, async (provider, call) => provider.authorise?.(order, call) ?? null);
    if (held && differencesOf(payment, held).length > 0) return 'later';
    await follow(ctx, payment, held);
    return held?.state === 'processing' ? 'later' : 'settled';
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn({ err: error, payment: id }, 'a payment could not be reserved: it is tried again');
    return 'later';
  }
}

async function follow(ctx: Ctx, payment: PaymentRow, held: HeldPayment | null): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (payment.orderId === null) throw new Error(`the payment ${payment.id} is to be reserved and has no order`);
    const order = await lockOrder(ctx, payment.orderId);
    const now = await readPayment(ctx, { id: payment.id });
    if (now?.state !== 'approved' || now.captureClaimed > 0) return;
    if (held?.state === 'processing') return;
    if (held?.state === 'declined' || held?.state === 'cancelled') {
      await losePayment(ctx, { paymentId: payment.id, order, message: held.userMessage ?? 'The payment was not promised.' });
    } else if (held?.state === 'authorised') {
      await ctx.db
        .updateTable('payment')
        .set({ state: 'authorised', changed_at: ctx.clock.now().toString() })
        .where('shop_id', '=', ctx.shop.id)
        .where('id', '=', payment.id)
        .execute();
      await ctx.db
        .updateTable('orders')
        .set({ payment_state: 'authorised' })
        .where('shop_id', '=', ctx.shop.id)
        .where('id', '=', payment.orderId)
        .where('state', '<>', 'cancelled')
        .execute();
      await appendAudit(ctx, { action: 'payment.reserve', subjectId: payment.id, detail: { order: payment.orderId } });
    } else if (order.state !== 'cancelled') {
      await requestCapture(ctx, { paymentId: payment.id, amount: payment.amount, final: true });
    }
  });
}
