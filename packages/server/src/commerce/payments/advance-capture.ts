import { type HeldPayment, ProviderError } from '@bottega/contracts';
import { type Ctx, deliver, type ReadBack } from '#platform';
import { askAbout, differencesOf, BY_KEY } from './ask-provider.ts';
import type { Advance } from './follow-through.ts';
import { postpone } from './postpone.ts';
import { type CaptureRow, type PaymentRow, readCapture, readPayment } from './payments.store.ts';
import { failCapture } from './fail-capture.ts';
import { settleCapture } from './settle-capture.ts';

/**
 * Brings one taking of money a step further, wherever it stands: it is sent once under the key `capture:<id>`, what may have been taken is
 * looked up and never sent blindly, and what came of it is written down once.
 */
export async function advanceCapture(ctx: Ctx, { captureId }: { readonly captureId: string }): Promise<Advance> {
  const capture = await readCapture(ctx, captureId);
  const payment = capture && (await readPayment(ctx, { id: capture.paymentId }));
  if (!payment || capture.state !== 'requested') return 'settled';
  try {
    const result = await deliver(ctx, {
      key: `capture:${capture.id}`,
      service: payment.provider,
      ...BY_KEY,
      send: ({ key }) => send(ctx, payment, capture, key),
      readBack: () => lookUp(ctx, payment, capture),
    });
    if (result.state === 'refused') {
      const { declined = false, message } = (await readCapture(ctx, capture.id)) ?? {};
      await failCapture(ctx, { payment, capture, declined, message: message ?? result.reason });
      return 'settled';
    }
    if (result.state === 'accepted') {
      await settleCapture(ctx, { payment, capture, held: await find(ctx, payment) });
      return 'settled';
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await postpone(ctx, 'payment_capture', { ...capture, provider: payment.provider, payment, error });
    return 'later';
  }
  await postpone(ctx, 'payment_capture', { ...capture, provider: payment.provider, payment });
  return 'later';
}

async function send(ctx: Ctx, payment: PaymentRow, capture: CaptureRow, key: string): Promise<string> {
  if (await isCalledOff(ctx, payment)) {
    await noteDeclined(ctx, capture, 'The order was cancelled before its money was taken.');
    throw new ProviderError('refused', 'The order was cancelled before its money was taken.');
  }
  const { reference } = payment;
  if (reference === null) throw new Error(`the payment ${payment.id} is to be captured and has no reference`);
  const order = {
    key,
    payment: payment.id,
    reference,
    amount: { amount: capture.amount, currency: payment.currency },
    final: capture.final,
  };
  const held = await askAbout(ctx, payment, (provider, call) => provider.capture(order, call));
  requireSame(payment, held);
  if (isTaken(payment, capture, held)) return held.reference;
  if (held.state === 'processing') throw new ProviderError('unknown_outcome', 'The provider is still at work on it.');
  if (held.state === 'declined' || held.state === 'cancelled') {
    const message = held.userMessage ?? 'The payment could not be taken: it was given up or has run out at the provider.';
    await noteDeclined(ctx, capture, message);
    throw new ProviderError('refused', message);
  }
  if (held.state === 'captured')
    throw new ProviderError('refused', `The provider took ${held.captured} minor units, which is less than was asked for.`);
  throw new ProviderError('refused', `The provider took nothing: the payment is ${held.state} there.`);
}

async function lookUp(ctx: Ctx, payment: PaymentRow, capture: CaptureRow): Promise<ReadBack> {
  const held = await find(ctx, payment);
  if (isTaken(payment, capture, held)) return { state: 'found', reference: held.reference };
  return { state: held.state === 'processing' ? 'unsure' : 'absent' };
}

/** @throws ProviderError temporary when the provider does not show it, unknown_outcome for a payment that is not ours */
async function find(ctx: Ctx, payment: PaymentRow): Promise<HeldPayment> {
  const which = { key: payment.id, amount: { amount: payment.amount, currency: payment.currency } };
  const named = payment.reference === null ? which : { ...which, reference: payment.reference };
  const held = await askAbout(ctx, payment, (provider, call) => provider.find(named, call));
  if (!held) throw new ProviderError('temporary', 'The provider does not show this payment just now.');
  requireSame(payment, held);
  return held;
}

/** What was captured counts beyond what was there before this part was asked for; one part is under way at a time. */
const isTaken = ({ captured }: PaymentRow, { amount }: CaptureRow, held: HeldPayment): boolean => held.captured >= captured + amount;

function requireSame(payment: PaymentRow, held: HeldPayment): void {
  const wrong = differencesOf(payment, held);
  if (wrong.length > 0) throw new ProviderError('unknown_outcome', `The provider answered of another payment (${wrong.join(', ')}).`);
}

async function isCalledOff(ctx: Ctx, { orderId }: PaymentRow): Promise<boolean> {
  const order = await ctx.db
    .selectFrom('orders')
    .select('state')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', orderId)
    .executeTakeFirst();
  return order?.state === 'cancelled';
}

/** Stands before the ledger says that it was refused, so that whoever finds the refusal knows that the payment itself is over. */
async function noteDeclined(ctx: Ctx, { id }: CaptureRow, message: string): Promise<void> {
  await ctx.db
    .updateTable('payment_capture')
    .set({ declined: true, message })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('state', '=', 'requested')
    .execute();
}
