import { type HeldPayment, type HeldRefund, type PaymentAction, type PaymentState, ProviderError } from '@bottega/contracts';
import type Stripe from 'stripe';
import { sentenceFor } from './declines.ts';
import type { StripeSettings } from './settings.ts';
import { fromStripeAmount } from './stripe-amount.ts';

/** Where our keys stand in Stripe's metadata: that of a payment, and that of a refund. */
export const OUR_KEY = 'bottega_payment';
export const OUR_REFUND_KEY = 'bottega_refund';

/** What has to be asked along with a payment intent, for what was given back and disputed stands with its charge. */
export const EXPAND = ['latest_charge', 'latest_charge.refunds'];

const SCRIPT = 'https://js.stripe.com/v3/';
/** Where Stripe.js, its frames and 3-D Secure come from, and where they call. */
const ORIGINS = ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com', 'https://api.stripe.com'];

/**
 * A status of Stripe in our words. After a decline the same payment waits for another card, so that it is not `declined` for us: the form
 * that the buyer has open goes on working.
 */
const STATES: Readonly<Record<string, PaymentState>> = {
  requires_payment_method: 'requires_action',
  requires_confirmation: 'requires_action',
  requires_action: 'requires_action',
  processing: 'processing',
  requires_capture: 'authorised',
  succeeded: 'captured',
  canceled: 'cancelled',
};

/**
 * A payment intent as the contract has it; the charge has to be expanded.
 * @throws ProviderError auth when Stripe answers of the other mode: nothing of it is believed
 */
export function toHeldPayment(intent: Stripe.PaymentIntent, settings: StripeSettings): HeldPayment {
  requireMode(intent.livemode, settings);
  const count = (counted: number): number => fromStripeAmount(counted, intent.currency).amount;
  const captured = count(intent.amount_received);
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const state = captured > 0 ? 'captured' : (STATES[intent.status] ?? 'processing');
  const action = state === 'requires_action' ? { action: actionFor(intent, settings) } : {};
  const trouble = state === 'requires_action' && intent.last_payment_error ? { userMessage: sentenceFor(intent.last_payment_error) } : {};
  return {
    state,
    reference: intent.id,
    key: intent.metadata[OUR_KEY] ?? null,
    amount: fromStripeAmount(intent.amount, intent.currency),
    captured,
    refunded: charge ? count(Math.min(refundedOf(charge), intent.amount_received)) : 0,
    payee: payeeOf(intent),
    live: intent.livemode,
    disputed: charge?.disputed ?? false,
    ...action,
    ...trouble,
  };
}

/** @throws ProviderError auth when Stripe answers of the other mode */
export function requireMode(livemode: boolean, { environment, live }: StripeSettings): void {
  if (livemode === live) return;
  const message = `Stripe answered in ${livemode ? 'live' : 'test'} mode, and this shop is set to ${environment}: check its keys.`;
  throw new ProviderError('auth', message);
}

/** The account of the key, in the word that Stripe has for it elsewhere. */
const OWN_ACCOUNT = 'self';

/** The money goes to the account of the key, which Stripe does not name here. It names any other. */
function payeeOf({ transfer_data, on_behalf_of }: Stripe.PaymentIntent): string {
  const other = transfer_data?.destination ?? on_behalf_of;
  return typeof other === 'string' ? other : (other?.id ?? OWN_ACCOUNT);
}

function actionFor(intent: Stripe.PaymentIntent, { environment, publishableKey }: StripeSettings): PaymentAction {
  if (environment !== 'simulator') {
    return { type: 'form', script: SCRIPT, origins: ORIGINS, publicKey: publishableKey, clientSecret: intent.client_secret ?? '' };
  }
  const url = intent.next_action?.redirect_to_url?.url;
  if (!url) throw new ProviderError('temporary', 'The simulator of Stripe names no page on which to pay: begin the payment again.');
  return { type: 'redirect', url };
}

/**
 * What was given back. Where less was captured than was authorised, Stripe has been seen to count the rest that it set free as a refund of
 * its own at the charge; that was nobody's money yet, and is taken off.
 */
function refundedOf({ amount, amount_captured, amount_refunded, captured, refunds }: Stripe.Charge): number {
  const setFree = captured ? amount - amount_captured : 0;
  const isCounted = refunds?.data.some((refund) => refund.amount === setFree && !refund.metadata?.[OUR_REFUND_KEY]);
  return isCounted ? amount_refunded - setFree : amount_refunded;
}

const REFUND_STATES: Readonly<Record<string, HeldRefund['state']>> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
};

const REFUND_FAILURES: Readonly<Record<string, string>> = {
  lost_or_stolen_card: 'The card was lost or stolen, and the money came back: give it back in another way.',
  expired_or_canceled_card: 'The card has expired or was closed, and the money came back: give it back in another way.',
  charge_for_pending_refund_disputed: 'The buyer disputed the payment meanwhile, so that nothing was refunded: answer the dispute.',
  insufficient_funds: 'The balance at Stripe did not suffice: add money to it, and refund again.',
  declined: 'The buyer’s bank did not take the money: give it back in another way.',
  merchant_request: 'The refund was cancelled at Stripe.',
};
const REFUND_FAILED = 'The refund did not reach the buyer: give the money back in another way.';

export function toHeldRefund({ id, amount, currency, status, failure_reason }: Stripe.Refund): HeldRefund {
  const state = REFUND_STATES[status ?? 'pending'] ?? 'pending';
  const told = state === 'failed' ? { userMessage: REFUND_FAILURES[failure_reason ?? ''] ?? REFUND_FAILED } : {};
  return { state, reference: id, amount: fromStripeAmount(amount, currency), ...told };
}
