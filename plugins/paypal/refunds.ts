import { type CallContext, type HeldRefund, type PaymentOrder, ProviderError } from '@bottega/contracts';
import { fromPayPal, toPayPal } from './amounts.ts';
import { ask, markOf } from './client.ts';
import { captureOfRefund, capturesOf, customIdOf, isTaken, type PayPalOrder, type Refund, refundsOf, requireOwn } from './order.ts';
import { readSettings } from './settings.ts';

/** A part of a refund: PayPal gives back by capture, and an order may have been captured in parts. */
type Part = { readonly capture: string; readonly amount: number };

/**
 * Gives back, from as many captures as it takes. Parts that are there already under this key count, so that asking again, also after a lost
 * answer, gives nothing back twice.
 * @throws ProviderError; `unknown_outcome` too where PayPal gave back a part and refuses the rest, because then it neither is done nor is not
 */
export async function refund(act: PaymentOrder, call: CallContext): Promise<HeldRefund> {
  const order = await readOrder(act, call);
  const made = ownOf(order, act);
  if (made.some(isFailed)) return heldRefund(made, act);
  try {
    for (const part of missingParts(order, made, act)) made.push(await refundPart(part, act, call));
  } catch (error) {
    throw made.length > 0 ? halfDone(error) : error;
  }
  return heldRefund(made, act);
}

/** What may be tried again comes to its end by that; a refusal of the rest is for people. */
function halfDone(error: unknown): unknown {
  if (!(error instanceof ProviderError) || error.kind === 'temporary' || error.kind === 'rate_limited') return error;
  return new ProviderError('unknown_outcome', `Only a part was given back: look at the payment in PayPal. ${error.userMessage}`, {
    cause: error,
  });
}

/** Null too while a part is missing, because asking for the refund again under the same key then gives back the rest. */
export async function findRefund(act: PaymentOrder, call: CallContext): Promise<HeldRefund | null> {
  const found = heldRefund(ownOf(await readOrder(act, call), act), act);
  return found.state !== 'failed' && found.amount.amount < act.amount.amount ? null : found;
}

function ownOf(order: PayPalOrder, act: PaymentOrder): Refund[] {
  const customId = refundIdOf(act);
  return refundsOf(order).filter(({ custom_id }) => custom_id === customId);
}

const refundIdOf = ({ payment, key }: PaymentOrder): string => customIdOf(payment, markOf(key));

async function readOrder(act: PaymentOrder, call: CallContext): Promise<PayPalOrder> {
  const path = `/v2/checkout/orders/${encodeURIComponent(act.reference)}`;
  return requireOwn(await ask<PayPalOrder>(call, { method: 'GET', path }), act, readSettings(call));
}

const amountOf = (made: Refund): number => fromPayPal(made.amount).amount;
const isFailed = ({ status }: Refund): boolean => status === 'FAILED' || status === 'CANCELLED';
const counts = ({ status }: Refund): boolean => status === 'COMPLETED' || status === 'PENDING';

/**
 * Where one capture is all there is, PayPal judges whether so much is left of it: it knows the request again for 45 days, even should it not
 * show the refund with its mark.
 * @throws ProviderError refused when less is left of several captures than is to be given back
 */
function missingParts(order: PayPalOrder, own: readonly Refund[], { amount }: PaymentOrder): Part[] {
  const captures = capturesOf(order).filter(isTaken);
  const [only] = captures;
  if (only && captures.length === 1) return own.length > 0 ? [] : [{ capture: only.id, amount: amount.amount }];
  let missing = amount.amount - own.reduce((sum, made) => sum + amountOf(made), 0);
  const parts: Part[] = [];
  for (const { id, amount: captured } of captures) {
    const isDone = own.some((made) => captureOfRefund(made) === id);
    const gone = refundsOf(order).filter((made) => counts(made) && captureOfRefund(made) === id);
    const left = gone.reduce((rest, made) => rest - amountOf(made), fromPayPal(captured).amount);
    const part = isDone ? 0 : Math.min(left, missing);
    if (part > 0) parts.push({ capture: id, amount: part });
    missing -= Math.max(part, 0);
  }
  if (missing <= 0) return parts;
  throw new ProviderError('refused', 'That is more than is left of this payment: give back at most what is left.');
}

const refundPart = ({ capture, amount }: Part, act: PaymentOrder, call: CallContext): Promise<Refund> =>
  ask<Refund>(call, {
    method: 'POST',
    path: `/v2/payments/captures/${capture}/refund`,
    key: `${act.key}:${capture}`,
    body: { amount: toPayPal({ ...act.amount, amount }), custom_id: refundIdOf(act) },
  });

function heldRefund(parts: readonly Refund[], { amount }: PaymentOrder): HeldRefund {
  const reference = parts.map(({ id }) => id).join(' ');
  const own = { reference, amount: { ...amount, amount: parts.reduce((sum, made) => sum + amountOf(made), 0) } };
  if (parts.some(isFailed)) {
    return { ...own, state: 'failed', userMessage: 'PayPal could not give the money back: look at the payment in PayPal.' };
  }
  return { ...own, state: parts.some(({ status }) => status === 'PENDING') ? 'pending' : 'done' };
}
