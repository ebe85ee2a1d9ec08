import { type HeldRefund, type PaymentOrder, ProviderError } from '@bottega/contracts';
import { type Ctx, deliver, type WorkflowDefinition } from '#platform';
import { askAbout, BY_KEY } from './ask-provider.ts';
import { SEND_REFUND } from './claim-refund.ts';
import { type Advance, followThrough } from './follow-through.ts';
import { type PaymentRow, readPayment, readRefund, type RefundRow } from './payments.store.ts';
import { postpone } from './postpone.ts';
import { failRefund, settleRefund } from './settle-refund.ts';

/** Sends a refund to the provider. Its subject is the refund. */
export const sendRefundFlow: WorkflowDefinition = {
  name: SEND_REFUND,
  priority: 50,
  run: (ctx, refundId, step) => followThrough(ctx, step, 'refund', () => advanceRefund(ctx, { refundId })),
};

/**
 * Brings a refund a step further, wherever it stands: it is sent once under the key `refund:<id>`, what may have been sent is looked up and
 * never sent blindly, and what came of it is written down once.
 */
export async function advanceRefund(ctx: Ctx, { refundId }: { readonly refundId: string }): Promise<Advance> {
  const refund = await readRefund(ctx, refundId);
  const payment = refund && (await readPayment(ctx, { id: refund.paymentId }));
  if (!payment || (refund.state !== 'requested' && refund.state !== 'pending')) return 'settled';
  try {
    const order = orderOf(payment, refund);
    let answered: HeldRefund | undefined;
    const result = await deliver(ctx, {
      key: order.key,
      service: payment.provider,
      ...BY_KEY,
      send: async () => {
        answered = await askAbout(ctx, payment, (provider, call) => provider.refund(order, call));
        return answered.reference;
      },
      readBack: async () => {
        const held = await askAbout(ctx, payment, (provider, call) => provider.findRefund(order, call));
        return held ? { state: 'found', reference: held.reference } : { state: 'absent' };
      },
    });
    if (result.state === 'refused') {
      await failRefund(ctx, { refund, payment, message: result.reason });
      return 'settled';
    }
    if (result.state === 'accepted') return await follow(ctx, { refund, payment, held: answered ?? (await lookUp(ctx, payment, order)) });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await postpone(ctx, 'refund', { ...refund, provider: payment.provider, payment, error });
    return 'later';
  }
  await postpone(ctx, 'refund', { ...refund, provider: payment.provider, payment });
  return 'later';
}

/** The order to the provider. @throws Error for a payment that was never there */
export function orderOf(payment: PaymentRow, refund: Pick<RefundRow, 'id' | 'amount' | 'credit'>): PaymentOrder {
  const { id, reference, currency } = payment;
  if (reference === null) throw new Error(`the payment ${id} is to be given back and has no reference`);
  return { key: `refund:${refund.id}`, payment: id, reference, amount: { amount: refund.amount - refund.credit, currency } };
}

/** A refund that was taken on is asked for again under its key where the provider shows none of it: that gives nothing back twice. */
const lookUp = (ctx: Ctx, payment: PaymentRow, order: PaymentOrder): Promise<HeldRefund> =>
  askAbout(ctx, payment, async (provider, call) => (await provider.findRefund(order, call)) ?? provider.refund(order, call));

type Held = { readonly refund: RefundRow; readonly payment: PaymentRow; readonly held: HeldRefund };

async function follow(ctx: Ctx, { refund, payment, held }: Held): Promise<Advance> {
  const sent = refund.amount - refund.credit;
  if (held.state !== 'failed' && (held.amount.amount !== sent || held.amount.currency !== refund.currency))
    throw new ProviderError('unknown_outcome', 'The provider has given back another amount than was asked for: look at it there.');
  if (held.state === 'done') await settleRefund(ctx, { refund, reference: held.reference });
  if (held.state === 'failed')
    await failRefund(ctx, { refund, payment, message: held.userMessage ?? 'The provider could not give the money back.' });
  if (held.state !== 'pending') return 'settled';
  await ctx.db
    .updateTable('refund')
    .set({ state: 'pending', reference: held.reference })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', refund.id)
    .where('state', 'in', ['requested', 'pending'])
    .execute();
  await postpone(ctx, 'refund', { ...refund, provider: payment.provider, payment });
  return 'later';
}
