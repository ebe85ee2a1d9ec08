import {
  type CallContext,
  type CaptureOrder,
  type HeldPayment,
  type HeldRefund,
  type Money,
  type PaymentOrder,
  type PaymentProvider,
  type PaymentRequest,
  ProviderError,
} from '@bottega/contracts';
import type Stripe from 'stripe';
import { sentenceFor } from './declines.ts';
import { isCardError, isConflict, isMissing, isPast, isUnsuited, toProviderError } from './failures.ts';
import { EXPAND, OUR_KEY, OUR_REFUND_KEY, requireMode, toHeldPayment, toHeldRefund } from './held-payment.ts';
import { listMovements } from './list-movements.ts';
import { readEvent } from './read-event.ts';
import { readSettings } from './settings.ts';
import { statementSuffix } from './statement-suffix.ts';
import { toStripeAmount } from './stripe-amount.ts';
import { openClient, type StripeClient } from './stripe-client.ts';

/** So far back a payment is looked for one by one; what is older, Stripe's search knows. */
const RECENT_S = 3_600;
/** Pages of a hundred. More payments in an hour than these hold are not gone through. */
const MOST_PAGES = 20;

/** Cards, through Stripe's payment intents. Every payment is authorised first and captured when it is asked for, in every environment. */
export const stripePayment = (): PaymentProvider => ({
  id: 'stripe',
  kind: 'payment',
  label: 'Card',
  offline: false,
  environment: (call) => readSettings(call).environment,
  begin: (request, call) => ask(call, false, (client) => begin(client, request)),
  find: (which, call) => ask(call, false, (client) => find(client, which)),
  capture: (order, call) => ask(call, true, (client) => capture(client, order)),
  cancel: (order, call) => ask(call, false, (client) => cancel(client, order)),
  refund: (order, call) => ask(call, true, (client) => refund(client, order)),
  findRefund: (order, call) => ask(call, false, (client) => findRefund(client, order)),
  readEvent: async (event, call) => readEvent(event, call),
  listMovements: (span, call) => ask(call, false, (client) => listMovements(client, span)),
});

async function ask<T>(call: CallContext, movesMoney: boolean, work: (client: StripeClient) => Promise<T>): Promise<T> {
  try {
    return await work(openClient(call));
  } catch (error) {
    throw toProviderError(error, { movesMoney });
  }
}

async function begin(client: StripeClient, request: PaymentRequest): Promise<HeldPayment> {
  const { stripe, settings } = client;
  const { key, amount } = request;
  try {
    const intent = await stripe.paymentIntents.create(paramsOf(request, settings.environment === 'simulator'), { idempotencyKey: key });
    // A repeated answer tells how the payment stood when it was made: the buyer may have paid since.
    return isReplay(intent) ? await look(client, intent.id) : toHeldPayment(intent, settings);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const known = await find(client, { key, amount });
    if (known?.amount.amount === amount.amount && known.amount.currency === amount.currency) return known;
    throw error;
  }
}

function paramsOf({ key, amount, orderCode, shopName, buyer, returnUrl, cancelUrl }: PaymentRequest, isSimulated: boolean) {
  // Stripe knows no place for these before a card is given; the simulator's page sends the buyer there.
  const places = isSimulated ? { simulator_return_url: returnUrl, simulator_cancel_url: cancelUrl } : {};
  return {
    amount: toStripeAmount(amount),
    currency: amount.currency.toLowerCase(),
    capture_method: 'manual',
    allowed_payment_method_types: ['card'],
    payment_method_options: { card: { request_multicapture: 'if_available' } },
    description: `${shopName} ${orderCode}`.slice(0, 1_000),
    statement_descriptor_suffix: statementSuffix(shopName, orderCode),
    receipt_email: buyer.email,
    metadata: { [OUR_KEY]: key, order_code: orderCode, ...places },
    expand: EXPAND,
  } satisfies Stripe.PaymentIntentCreateParams;
}

const isReplay = ({ lastResponse }: Stripe.Response<unknown>): boolean =>
  new Headers(lastResponse.headers).get('idempotent-replayed') === 'true';

async function look({ stripe, settings }: StripeClient, reference: string): Promise<HeldPayment> {
  return toHeldPayment(await stripe.paymentIntents.retrieve(reference, { expand: EXPAND }), settings);
}

type Which = { readonly key: string; readonly reference?: string; readonly amount: Money };

/** By its reference; without one by our key, which Stripe's search knows after a minute, and among the payments of the last hour before. */
async function find(client: StripeClient, { key, reference }: Which): Promise<HeldPayment | null> {
  if (reference !== undefined) {
    return look(client, reference).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
  }
  const searched = await search(client, key).catch((error: unknown) => {
    if (isUnsuited(error)) return undefined; // accounts in India have no search
    throw error;
  });
  const intent = searched ?? (await findRecent(client, key));
  return intent ? toHeldPayment(intent, client.settings) : null;
}

async function search({ stripe }: StripeClient, key: string): Promise<Stripe.PaymentIntent | undefined> {
  const query = `metadata['${OUR_KEY}']:'${key.replace(/[\\']/g, '\\$&')}'`;
  const found = await stripe.paymentIntents.search({ query, limit: 1, expand: EXPAND.map((field) => `data.${field}`) });
  return found.data.find(({ metadata }) => metadata[OUR_KEY] === key);
}

async function findRecent({ stripe }: StripeClient, key: string): Promise<Stripe.PaymentIntent | undefined> {
  const since = Math.floor(Date.now() / 1000) - RECENT_S;
  const expand = EXPAND.map((field) => `data.${field}`);
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const next = after === undefined ? {} : { starting_after: after };
    const { data, has_more } = await stripe.paymentIntents.list({ created: { gte: since }, limit: 100, expand, ...next });
    const found = data.find(({ metadata }) => metadata[OUR_KEY] === key);
    if (found || !has_more) return found;
    after = data.at(-1)?.id;
  }
  throw new ProviderError('temporary', 'Stripe has too many new payments to find this one among them: try again in a few minutes.');
}

/** A capture that was already made is told, not made again: whoever asks compares the amounts. A declined one is part of the answer. */
async function capture(client: StripeClient, { key, reference, amount, final }: CaptureOrder): Promise<HeldPayment> {
  const { stripe, settings } = client;
  const part = { amount_to_capture: toStripeAmount(amount), ...(final ? {} : { final_capture: false }), expand: EXPAND };
  try {
    const intent = await stripe.paymentIntents.capture(reference, part, { idempotencyKey: key });
    return isReplay(intent) ? await look(client, reference) : toHeldPayment(intent, settings);
  } catch (error) {
    if (isPast(error)) return look(client, reference);
    if (!isCardError(error)) throw error;
    const { action: _, ...held } = await look(client, reference);
    return held.state === 'captured' ? held : { ...held, state: 'declined', userMessage: sentenceFor(error) };
  }
}

async function cancel(client: StripeClient, { key, reference }: PaymentOrder): Promise<HeldPayment> {
  const { stripe, settings } = client;
  const before = await look(client, reference);
  if (before.state === 'cancelled') return before;
  // Stripe would set the rest of a partly captured payment free, which nobody asked for here.
  if (before.captured > 0) throw new ProviderError('refused', 'This payment was captured: refund it.');
  const params = { cancellation_reason: 'abandoned', expand: EXPAND } as const;
  try {
    const intent = await stripe.paymentIntents.cancel(reference, params, { idempotencyKey: key });
    return toHeldPayment(intent, settings);
  } catch (error) {
    const after = isPast(error) ? await look(client, reference) : undefined;
    if (after?.state === 'cancelled') return after;
    throw error;
  }
}

async function refund({ stripe, settings }: StripeClient, { key, payment, reference, amount }: PaymentOrder): Promise<HeldRefund> {
  const refunded = await stripe.refunds.create(
    {
      payment_intent: reference,
      amount: toStripeAmount(amount),
      reason: 'requested_by_customer',
      metadata: { [OUR_REFUND_KEY]: key, [OUR_KEY]: payment },
      expand: ['charge'],
    },
    { idempotencyKey: key },
  );
  requireModeOfCharge(refunded, settings);
  if (!isReplay(refunded)) return toHeldRefund(refunded);
  return toHeldRefund(await stripe.refunds.retrieve(refunded.id));
}

async function findRefund({ stripe, settings }: StripeClient, { key, reference }: PaymentOrder): Promise<HeldRefund | null> {
  const refunds = stripe.refunds.list({ payment_intent: reference, limit: 100, expand: ['data.charge'] });
  for await (const refund of refunds) {
    requireModeOfCharge(refund, settings);
    if (refund.metadata?.[OUR_REFUND_KEY] === key) return toHeldRefund(refund);
  }
  return null;
}

/** A refund does not tell its mode; its charge does. */
function requireModeOfCharge({ charge }: Stripe.Refund, settings: StripeClient['settings']): void {
  if (typeof charge === 'object' && charge !== null) requireMode(charge.livemode, settings);
}
