import {
  type CallContext,
  type CaptureOrder,
  type HeldPayment,
  type Money,
  type PaymentOrder,
  type PaymentProvider,
  type PaymentRequest,
  type PaymentState,
  ProviderError,
} from '@bottega/contracts';
import { fromPayPal, toPayPal } from './amounts.ts';
import { recallBegun, rememberBegun } from './begun.ts';
import { ask, markOf, request } from './client.ts';
import { isDisputed } from './disputes.ts';
import { failureOf, type Refusal, standingOf } from './errors.ts';
import { readEvent } from './events.ts';
import { listMovements } from './movements.ts';
import {
  type Authorization,
  authorizationsOf,
  capturedOf,
  capturesOf,
  givenUpId,
  heldOf,
  isGivenUp,
  isTaken,
  type PayPalOrder,
  requireOwn,
  stateOf,
  unitOf,
} from './order.ts';
import { orderRequest } from './order-request.ts';
import { findRefund, refund } from './refunds.ts';
import { readSettings } from './settings.ts';

/**
 * Payments through PayPal’s Orders v2. PayPal’s intent, chosen when a payment begins, says how its money is taken; it is read from the order
 * and not from the settings, which may have changed since.
 */
export const payPalPayment = {
  id: 'paypal',
  kind: 'payment',
  label: 'PayPal',
  offline: false,
  environment: (call) => readSettings(call).environment,
  begin,
  find,
  authorise,
  capture,
  cancel,
  refund,
  findRefund,
  readEvent,
  listMovements,
} satisfies PaymentProvider;

/** The same key gives the same order: PayPal keeps the id of the request, and asking again answers with what it has become. */
async function begin(asked: PaymentRequest, call: CallContext): Promise<HeldPayment> {
  const settings = readSettings(call);
  const order = await ask<PayPalOrder>(call, {
    method: 'POST',
    path: '/v2/checkout/orders',
    key: asked.key,
    body: orderRequest(asked, settings),
  });
  const held = heldOf(order, settings);
  if (held.amount.amount !== asked.amount.amount || held.amount.currency !== asked.amount.currency) {
    throw new ProviderError('bad_input', 'This payment was begun with another amount: begin a new one.');
  }
  rememberBegun(call, asked.key, order.id);
  return held;
}

/** The order as PayPal has it; null for one that it does not know, or no longer: one that nobody paid is dropped after some hours. */
async function readOrder(call: CallContext, reference: string): Promise<PayPalOrder | null> {
  const answer = await request<PayPalOrder>(call, { method: 'GET', path: `/v2/checkout/orders/${encodeURIComponent(reference)}` });
  if (!answer.refusal) return answer.value;
  if (answer.refusal.status === 404) return null;
  throw failureOf(answer.refusal, false);
}

async function requireOrder(call: CallContext, act: PaymentOrder): Promise<PayPalOrder> {
  const order = await readOrder(call, act.reference);
  if (!order) throw new ProviderError('refused', 'PayPal no longer knows this payment: begin another one.');
  return requireOwn(order, act, readSettings(call));
}

/**
 * Reads only. Without a reference it knows what this process began within six hours; PayPal has no search. Then null means little: beginning
 * again with the same key gives the same order, and no order takes money without our capture.
 */
async function find(
  which: { readonly key: string; readonly reference?: string; readonly amount: Money },
  call: CallContext,
): Promise<HeldPayment | null> {
  const reference = which.reference ?? recallBegun(call, which.key);
  const order = reference === undefined ? null : await readOrder(call, reference);
  return order && heldOf(order, readSettings(call), await isDisputed(call, order));
}

/**
 * After an act the order is read back, because it alone tells everything that was captured of it.
 * @throws ProviderError unknown_outcome when it cannot be read: the act is done by then
 */
async function readBack(call: CallContext, { reference }: PaymentOrder): Promise<HeldPayment> {
  const untold = 'PayPal did not show the payment afterwards: look again in a moment.';
  const order = await readOrder(call, reference).catch((cause: unknown) => {
    throw new ProviderError('unknown_outcome', untold, { cause });
  });
  if (!order) throw new ProviderError('unknown_outcome', untold);
  return heldOf(order, readSettings(call));
}

/** Refusals that say how the payment stands, so that reading it back is the answer. */
const TELLS_STATE = new Set(['ORDER_ALREADY_CAPTURED', 'ORDER_ALREADY_AUTHORIZED', 'ORDER_NOT_APPROVED', 'PAYER_ACTION_REQUIRED']);

/** @throws ProviderError when the refusal is a failure, or ends a payment of which a part was captured before */
async function answerRefusal(call: CallContext, act: PaymentOrder, refusal: Refusal): Promise<HeldPayment> {
  if (refusal.issue !== null && TELLS_STATE.has(refusal.issue)) return readBack(call, act);
  const standing = standingOf(refusal);
  if (!standing) throw failureOf(refusal, true);
  const order = await readOrder(call, act.reference);
  if (!order) return { ...dropped(act, call), ...standing };
  const { action: _, ...held } = heldOf(order, readSettings(call));
  if (held.captured > 0) throw failureOf(refusal, true);
  return { ...held, ...standing };
}

/** Turns the buyer's agreement, which lapses after three hours, into a promise of 29 days. An order to be taken at once stays as it is. */
async function authorise(act: PaymentOrder, call: CallContext): Promise<HeldPayment> {
  const order = await requireOrder(call, act);
  if (isGivenUp(order) || order.intent !== 'AUTHORIZE' || authorizationsOf(order).length > 0) return heldOf(order, readSettings(call));
  const { refusal } = await reserve(call, act);
  return refusal ? answerRefusal(call, act, refusal) : readBack(call, act);
}

/** Under a key of the payment's own, whichever act comes first, so that the money is reserved once. */
const reserve = (call: CallContext, { payment, reference }: PaymentOrder) =>
  request<PayPalOrder>(call, { method: 'POST', path: `/v2/checkout/orders/${reference}/authorize`, key: `${payment}:authorise`, body: {} });

async function capture(act: CaptureOrder, call: CallContext): Promise<HeldPayment> {
  const order = await requireOrder(call, act);
  if (isGivenUp(order)) return heldOf(order, readSettings(call));
  return order.intent === 'AUTHORIZE' ? captureReserved(order, act, call) : captureWhole(order, act, call);
}

/** PayPal takes an order of this intent once and whole. */
async function captureWhole(order: PayPalOrder, act: CaptureOrder, call: CallContext): Promise<HeldPayment> {
  if (capturesOf(order).length > 0) return heldOf(order, readSettings(call));
  const whole = fromPayPal(unitOf(order).amount);
  if (act.amount.amount !== whole.amount) {
    throw new ProviderError('bad_input', 'PayPal takes this payment only as a whole: capture all of it, and refund what is too much.');
  }
  const path = `/v2/checkout/orders/${order.id}/capture`;
  const { refusal } = await request(call, { method: 'POST', path, key: act.key, body: {} });
  return refusal ? answerRefusal(call, act, refusal) : readBack(call, act);
}

/** Takes a part of what is reserved, and reserves it first where nobody has. */
async function captureReserved(order: PayPalOrder, act: CaptureOrder, call: CallContext): Promise<HeldPayment> {
  // The mark finds a part again that was taken under this key, even when PayPal has forgotten the request.
  const invoice = `${(unitOf(order).invoice_id ?? act.payment).slice(0, 100)}-${markOf(act.key)}`;
  if (capturesOf(order).some(({ invoice_id }) => invoice_id === invoice)) return heldOf(order, readSettings(call));
  let authorization = latestOf(order);
  if (!authorization) {
    const reserved = await authorise(act, call);
    if (reserved.state !== 'authorised') return reserved;
    authorization = latestOf(await requireOrder(call, act));
    if (!authorization) throw new ProviderError('unknown_outcome', 'PayPal did not show the reserved money: look again in a moment.');
  }
  if (authorization.status === 'PENDING') return heldOf(order, readSettings(call)); // PayPal still looks into it
  const { refusal } = await request(call, {
    method: 'POST',
    path: `/v2/payments/authorizations/${authorization.id}/capture`,
    key: act.key,
    body: { amount: toPayPal(act.amount), invoice_id: invoice, final_capture: act.final },
  });
  return refusal ? answerRefusal(call, act, refusal) : readBack(call, act);
}

/** The last authorisation, whatever became of it: PayPal says best why money cannot be taken from it any more. */
const latestOf = (order: PayPalOrder): Authorization | undefined => authorizationsOf(order).at(-1);

/** Nothing is left to be given up. */
const OVER: ReadonlySet<PaymentState> = new Set(['cancelled', 'declined']);

/**
 * PayPal drops an order by itself and has no act for giving one up. No order takes money without our capture, so ours is marked, in PayPal's
 * own copy: whichever process looks at it sees that it was given up, and captures nothing. What was reserved is set free.
 */
async function cancel(act: PaymentOrder, call: CallContext): Promise<HeldPayment> {
  const order = await readOrder(call, act.reference);
  if (!order) return dropped(act, call);
  requireOwn(order, act, readSettings(call));
  if (OVER.has(stateOf(order))) return heldOf(order, readSettings(call));
  if (capturesOf(order).some((part) => isTaken(part) || part.status === 'PENDING')) {
    throw new ProviderError('refused', 'What was captured is refunded, not cancelled.');
  }
  const authorizations = authorizationsOf(order).filter(({ status }) => status === 'CREATED' || status === 'PENDING');
  return authorizations.length > 0 ? setFree(authorizations, act, call) : markGivenUp(order, act, call);
}

async function setFree(authorizations: readonly Authorization[], act: PaymentOrder, call: CallContext): Promise<HeldPayment> {
  for (const { id } of authorizations) {
    const path = `/v2/payments/authorizations/${id}/void`;
    const { refusal } = await request(call, { method: 'POST', path, key: `${act.key}:${id}` });
    if (refusal && refusal.issue !== 'PREVIOUSLY_VOIDED') throw failureOf(refusal, true);
  }
  return readBack(call, act);
}

async function markGivenUp(order: PayPalOrder, act: PaymentOrder, call: CallContext): Promise<HeldPayment> {
  const mark = { op: 'replace', path: "/purchase_units/@reference_id=='default'/custom_id", value: givenUpId(act.payment) };
  const { refusal } = await request(call, { method: 'PATCH', path: `/v2/checkout/orders/${order.id}`, body: [mark] });
  if (!refusal) return readBack(call, act);
  const now = await readOrder(call, act.reference);
  if (!now) return dropped(act, call);
  // An order that nobody has agreed to may refuse the mark; it ends by itself, and without our capture it takes nothing.
  if (capturedOf(now) > 0 || stateOf(now) !== 'requires_action') throw failureOf(refusal, true);
  const { action: _, ...rest } = heldOf(now, readSettings(call));
  return { ...rest, state: 'cancelled' };
}

/** PayPal forgets orders that nobody paid, and only those. */
function dropped({ reference, payment, amount }: PaymentOrder, call: CallContext): HeldPayment {
  const live = readSettings(call).environment === 'live';
  return { state: 'cancelled', reference, key: payment, amount, captured: 0, refunded: 0, payee: null, live, disputed: false };
}
