import type { SimulatorHost } from '@bottega/contracts';
import type { PayPalMoney } from '../amounts.ts';
import { json, type Reply, unknownResource, unprocessable } from './answers.ts';
import { type Asked, refuseAmount } from './orders.ts';
import {
  amountOf,
  changeOrder,
  instant,
  type KeptAuthorization,
  type KeptCapture,
  type KeptOrder,
  type KeptRefund,
  newId,
  type Outcome,
  orderOfPart,
  pointTo,
  sumOf,
} from './state.ts';
import { viewAuthorization, viewCapture, viewRefund } from './views.ts';
import { announce } from './webhooks.ts';

type PartBody = {
  readonly amount?: PayPalMoney;
  readonly invoice_id?: string;
  readonly custom_id?: string;
  readonly final_capture?: boolean;
};

export async function captureAuthorization(host: SimulatorHost, id: string, { requestId, body }: Asked): Promise<Response> {
  const order = await orderOfPart(host, id);
  if (!order) return unknownResource();
  const asked = (body ?? {}) as PartBody;
  const amount = asked.amount ?? order.amount;
  const wrong = refuseAmount(amount, '/amount');
  if (wrong) return wrong;
  const made = { id: newId(), create_time: instant(host.now()), status: 'COMPLETED', final_capture: asked.final_capture === true } as const;
  const done = await changeOrder(host, { id: order.id, act: `capture ${id}`, requestId }, (before): Outcome => {
    const authorization = before.authorizations.find((part) => part.id === id) as KeptAuthorization;
    const refusal = refuseCapture(before, authorization, amount, asked.invoice_id, host.now());
    if (refusal) return { refusal };
    const capture: KeptCapture = { ...made, amount, invoice_id: asked.invoice_id ?? before.invoice_id };
    const captures = [...before.captures, capture];
    const isWhole = made.final_capture || sumOf(captures) === amountOf(authorization.amount);
    const used: KeptAuthorization = { ...authorization, status: isWhole ? 'CAPTURED' : 'PARTIALLY_CAPTURED' };
    const after: KeptOrder = { ...before, captures, authorizations: [used] };
    const view = viewCapture(after, capture);
    const happenings = [{ type: 'PAYMENT.CAPTURE.COMPLETED', kind: 'capture', resource: view }];
    return { order: after, reply: { status: 201, body: view }, happenings };
  });
  if (done.happenings.length > 0) await pointTo(host, made.id, order.id);
  await announce(host, done.happenings);
  return done.response;
}

function refuseCapture(
  order: KeptOrder,
  authorization: KeptAuthorization,
  amount: PayPalMoney,
  invoice: string | undefined,
  now: Date,
): Response | undefined {
  if (authorization.status === 'VOIDED') return unprocessable('AUTHORIZATION_VOIDED');
  if (authorization.status === 'CAPTURED') return unprocessable('AUTHORIZATION_ALREADY_CAPTURED');
  if (Date.parse(authorization.expiration_time) < now.getTime()) return unprocessable('AUTHORIZATION_EXPIRED');
  if (amount.currency_code !== order.amount.currency_code) return unprocessable('AUTH_CAPTURE_CURRENCY_MISMATCH');
  if (sumOf(order.captures) + amountOf(amount) > amountOf(authorization.amount)) return unprocessable('MAX_CAPTURE_AMOUNT_EXCEEDED');
  const own = invoice ?? order.invoice_id;
  if (own !== null && order.captures.some(({ invoice_id }) => invoice_id === own)) return unprocessable('DUPLICATE_INVOICE_ID');
  return undefined;
}

export async function voidAuthorization(host: SimulatorHost, id: string, { requestId }: Asked): Promise<Response> {
  const order = await orderOfPart(host, id);
  if (!order) return unknownResource();
  const done = await changeOrder(host, { id: order.id, act: `void ${id}`, requestId }, (before): Outcome => {
    const authorization = before.authorizations.find((part) => part.id === id) as KeptAuthorization;
    if (authorization.status === 'VOIDED') return { refusal: unprocessable('PREVIOUSLY_VOIDED') };
    if (authorization.status === 'CAPTURED') return { refusal: unprocessable('PREVIOUSLY_CAPTURED') };
    const voided: KeptAuthorization = { ...authorization, status: 'VOIDED' };
    const after: KeptOrder = { ...before, authorizations: [voided] };
    const view = viewAuthorization(after, voided);
    const reply: Reply = { status: 200, body: view };
    return { order: after, reply, happenings: [{ type: 'PAYMENT.AUTHORIZATION.VOIDED', kind: 'authorization', resource: view }] };
  });
  await announce(host, done.happenings);
  return done.response;
}

export async function refundCapture(host: SimulatorHost, id: string, { requestId, body }: Asked): Promise<Response> {
  const order = await orderOfPart(host, id);
  if (!order) return unknownResource();
  const asked = (body ?? {}) as PartBody;
  const wrong = asked.amount && refuseAmount(asked.amount, '/amount');
  if (wrong) return wrong;
  const made = { id: newId(), create_time: instant(host.now()), capture: id };
  const done = await changeOrder(host, { id: order.id, act: `refund ${id}`, requestId }, (before): Outcome => {
    const capture = before.captures.find((part) => part.id === id) as KeptCapture;
    const gone = sumOf(before.refunds.filter((part) => part.capture === id));
    const amount = asked.amount ?? capture.amount;
    const refusal = refuseRefund(capture, gone, amount);
    if (refusal) return { refusal };
    const refund: KeptRefund = { ...made, amount, custom_id: asked.custom_id ?? null, invoice_id: asked.invoice_id ?? null };
    const status = gone + amountOf(amount) === amountOf(capture.amount) ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    const captures = before.captures.map((part) => (part.id === id ? { ...part, status } : part) as KeptCapture);
    const view = viewRefund(refund);
    const happenings = [{ type: 'PAYMENT.CAPTURE.REFUNDED', kind: 'refund', resource: view }];
    return { order: { ...before, captures, refunds: [...before.refunds, refund] }, reply: { status: 201, body: view }, happenings };
  });
  if (done.happenings.length > 0) await pointTo(host, made.id, order.id);
  await announce(host, done.happenings);
  return done.response;
}

function refuseRefund(capture: KeptCapture, gone: number, amount: PayPalMoney): Response | undefined {
  if (amount.currency_code !== capture.amount.currency_code) return unprocessable('REFUND_CAPTURE_CURRENCY_MISMATCH');
  if (gone === amountOf(capture.amount)) return unprocessable('CAPTURE_FULLY_REFUNDED');
  if (gone + amountOf(amount) > amountOf(capture.amount)) return unprocessable('REFUND_AMOUNT_EXCEEDED');
  return undefined;
}

/** One authorisation, capture or refund by its own id. */
export async function getPart(host: SimulatorHost, id: string): Promise<Response> {
  const order = await orderOfPart(host, id);
  const authorization = order?.authorizations.find((part) => part.id === id);
  const capture = order?.captures.find((part) => part.id === id);
  const refund = order?.refunds.find((part) => part.id === id);
  if (order && authorization) return json(200, viewAuthorization(order, authorization));
  if (order && capture) return json(200, viewCapture(order, capture));
  return refund ? json(200, viewRefund(refund)) : unknownResource();
}
