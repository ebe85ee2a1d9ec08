import type { SimulatorHost } from '@bottega/contracts';
import { type PayPalMoney, TAKEN, WHOLE } from '../amounts.ts';
import { json, malformed, unknownResource, unprocessable } from './answers.ts';
import {
  AUTHORIZATION_LASTS_MS,
  changeOrder,
  createOrder,
  instant,
  type KeptCapture,
  type KeptOrder,
  newId,
  type Outcome,
  pointTo,
  readOrder,
  shopKeys,
} from './state.ts';
import { viewAuthorization, viewCapture, viewOrder } from './views.ts';
import { announce } from './webhooks.ts';

/** A request to the simulator, read as far as all its routes need. */
export type Asked = { readonly requestId: string | null; readonly body: unknown };

type CreateBody = {
  readonly intent?: unknown;
  readonly purchase_units?: readonly {
    readonly amount?: Partial<PayPalMoney>;
    readonly payee?: { readonly merchant_id?: string };
    readonly custom_id?: string;
    readonly invoice_id?: string;
  }[];
  readonly payment_source?: { readonly paypal?: { readonly experience_context?: Readonly<Record<string, string>> } };
};

/** What is wrong with an amount, as PayPal says it. */
export function refuseAmount(amount: Partial<PayPalMoney> | undefined, field: string): Response | undefined {
  const { currency_code: currency, value } = amount ?? {};
  if (typeof currency !== 'string' || typeof value !== 'string') return malformed('MISSING_REQUIRED_PARAMETER', field);
  if (!/^\d+(\.\d+)?$/.test(value)) return malformed('INVALID_PARAMETER_SYNTAX', `${field}/value`);
  if (!TAKEN.has(currency)) return unprocessable('CURRENCY_NOT_SUPPORTED', { field: `${field}/currency_code` });
  if (WHOLE.has(currency) && value.includes('.')) return unprocessable('DECIMALS_NOT_SUPPORTED', { field: `${field}/value` });
  if ((value.split('.')[1]?.length ?? 0) > 2) return unprocessable('DECIMAL_PRECISION', { field: `${field}/value` });
  if (Number(value) <= 0) return unprocessable('CANNOT_BE_ZERO_OR_NEGATIVE', { field: `${field}/value` });
  return undefined;
}

const orderOf = (host: SimulatorHost, body: CreateBody): KeptOrder => {
  const [unit] = body.purchase_units ?? [];
  return {
    id: newId(),
    create_time: instant(host.now()),
    intent: body.intent === 'AUTHORIZE' ? 'AUTHORIZE' : 'CAPTURE',
    status: 'PAYER_ACTION_REQUIRED',
    amount: unit?.amount as PayPalMoney,
    payee: unit?.payee?.merchant_id ?? shopKeys(host).merchantId,
    custom_id: unit?.custom_id ?? null,
    invoice_id: unit?.invoice_id ?? null,
    experience: body.payment_source?.paypal?.experience_context ?? {},
    declines: false,
    authorizations: [],
    captures: [],
    refunds: [],
    disputes: [],
    answers: {},
  };
};

export async function postOrder(host: SimulatorHost, { requestId, body: given }: Asked): Promise<Response> {
  const body = (given ?? {}) as CreateBody;
  if (requestId === null) return malformed('PAYPAL_REQUEST_ID_REQUIRED', 'PayPal-Request-Id');
  if (body.intent !== 'CAPTURE' && body.intent !== 'AUTHORIZE') return malformed('INVALID_PARAMETER_VALUE', '/intent');
  if (body.purchase_units?.length !== 1) return malformed('INVALID_ARRAY_MIN_ITEMS', '/purchase_units');
  const refusal = refuseAmount(body.purchase_units[0]?.amount, '/purchase_units/@reference_id==’default’/amount');
  if (refusal) return refusal;
  return json(200, viewOrder(host, await createOrder(host, requestId, orderOf(host, body))));
}

export async function getOrder(host: SimulatorHost, id: string): Promise<Response> {
  const order = await readOrder(host, id);
  return order ? json(200, viewOrder(host, order)) : unknownResource();
}

const CUSTOM_ID = "/purchase_units/@reference_id=='default'/custom_id";

export async function patchOrder(host: SimulatorHost, id: string, { body }: Asked): Promise<Response> {
  const [patch] = Array.isArray(body) ? (body as readonly { op?: string; path?: string; value?: unknown }[]) : [];
  if (patch?.op !== 'replace' || typeof patch.value !== 'string') return malformed('INVALID_PATCH_OPERATION', '/0/op');
  if (patch.path !== CUSTOM_ID) return unprocessable('NOT_PATCHABLE', { field: '/0/path' });
  const custom_id = patch.value;
  const { response } = await changeOrder(host, { id, act: 'patch', requestId: null }, (order) =>
    order.status === 'COMPLETED'
      ? { refusal: unprocessable('ORDER_ALREADY_COMPLETED') }
      : { order: { ...order, custom_id }, reply: { status: 204, body: null } },
  );
  return response;
}

/** Why the buyer’s money is not to be had yet, or not this way. */
function refuseFunds(host: SimulatorHost, order: KeptOrder): Response | undefined {
  const links = [{ href: `${host.pages}/approve?token=${order.id}`, rel: 'redirect', method: 'GET' }];
  if (order.status !== 'APPROVED') return unprocessable('ORDER_NOT_APPROVED');
  if (order.declines) return unprocessable('INSTRUMENT_DECLINED', { links });
  return undefined;
}

export async function captureOrder(host: SimulatorHost, id: string, { requestId }: Asked): Promise<Response> {
  const capture = { id: newId(), create_time: instant(host.now()), status: 'COMPLETED', final_capture: true } as const;
  const done = await changeOrder(host, { id, act: 'capture', requestId }, (before): Outcome => {
    if (before.intent !== 'CAPTURE') return { refusal: unprocessable('ACTION_DOES_NOT_MATCH_INTENT') };
    if (before.status === 'COMPLETED') return { refusal: unprocessable('ORDER_ALREADY_CAPTURED') };
    const refusal = refuseFunds(host, before);
    if (refusal) return { refusal };
    const own: KeptCapture = { ...capture, amount: before.amount, invoice_id: before.invoice_id };
    const order: KeptOrder = { ...before, status: 'COMPLETED', captures: [own] };
    const happenings = [{ type: 'PAYMENT.CAPTURE.COMPLETED', kind: 'capture', resource: viewCapture(order, own) }];
    return { order, reply: { status: 201, body: viewOrder(host, order) }, happenings };
  });
  if (done.happenings.length > 0) await pointTo(host, capture.id, id);
  await announce(host, done.happenings);
  return done.response;
}

export async function authorizeOrder(host: SimulatorHost, id: string, { requestId }: Asked): Promise<Response> {
  const now = host.now();
  const expires = instant(new Date(now.getTime() + AUTHORIZATION_LASTS_MS));
  const authorization = { id: newId(), create_time: instant(now), status: 'CREATED', expiration_time: expires } as const;
  const done = await changeOrder(host, { id, act: 'authorize', requestId }, (before): Outcome => {
    if (before.intent !== 'AUTHORIZE') return { refusal: unprocessable('ACTION_DOES_NOT_MATCH_INTENT') };
    if (before.authorizations.length > 0) return { refusal: unprocessable('ORDER_ALREADY_AUTHORIZED') };
    const refusal = refuseFunds(host, before);
    if (refusal) return { refusal };
    const own = { ...authorization, amount: before.amount };
    const order: KeptOrder = { ...before, status: 'COMPLETED', authorizations: [own] };
    const happenings = [{ type: 'PAYMENT.AUTHORIZATION.CREATED', kind: 'authorization', resource: viewAuthorization(order, own) }];
    return { order, reply: { status: 201, body: viewOrder(host, order) }, happenings };
  });
  if (done.happenings.length > 0) await pointTo(host, authorization.id, id);
  await announce(host, done.happenings);
  return done.response;
}

/** The buyer agrees, with a funding source that will be declined or not. False where the order is not to be agreed to any more. */
export async function approveOrder(host: SimulatorHost, id: string, declines: boolean): Promise<boolean> {
  const done = await changeOrder(host, { id, act: 'approve', requestId: null }, (before): Outcome => {
    if (before.status === 'COMPLETED') return { refusal: unprocessable('ORDER_ALREADY_COMPLETED') };
    const order: KeptOrder = { ...before, status: 'APPROVED', declines };
    const happenings = [{ type: 'CHECKOUT.ORDER.APPROVED', kind: 'checkout-order', resource: viewOrder(host, order) }];
    return { order, reply: { status: 204, body: null }, happenings };
  });
  await announce(host, done.happenings);
  return done.response.ok;
}
