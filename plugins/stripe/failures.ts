import { type FailureKind, ProviderError } from '@bottega/contracts';
import Stripe from 'stripe';
import { sentenceFor } from './declines.ts';

/** A request that brought no answer: what the road said of it, or what failed on the way. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(cause: unknown) {
    super('no answer came', { cause });
  }
}

type Meeting = { readonly kind: FailureKind; readonly sentence: string; readonly retryAfterSeconds?: number };

const OTHER_AMOUNT = 'Stripe holds this payment with other particulars: begin a new one.';
const IN_USE = {
  kind: 'temporary',
  sentence: 'Stripe is still at work on this payment: try again in a moment.',
  retryAfterSeconds: 2,
} as const;
const NO_KEY = { kind: 'auth', sentence: 'Stripe does not accept the key of this shop: enter it anew in the settings of Stripe.' } as const;
const NO_RIGHT = {
  kind: 'auth',
  sentence:
    'The key of this shop may not do this at Stripe: let it write PaymentIntents and refunds, and read charges and balance transactions.',
} as const;
const EXPIRED = { kind: 'refused', sentence: 'The bank no longer promises this money: ask the buyer to pay again.' } as const;
const DISPUTED = {
  kind: 'refused',
  sentence: 'The buyer disputes this payment, so that it cannot be refunded: answer the dispute.',
} as const;
const TOO_MUCH = { kind: 'refused', sentence: 'This is more than was authorised or is still captured: choose a smaller amount.' } as const;

/** What Stripe's error codes mean for us. Source: the codes in the types of the SDK. */
export const BY_CODE: Readonly<Record<string, Meeting>> = {
  amount_too_small: { kind: 'bad_input', sentence: 'This is less than Stripe takes by card: choose another way of paying.' },
  amount_too_large: { kind: 'bad_input', sentence: 'This is more than Stripe takes by card: choose another way of paying.' },
  invalid_charge_amount: { kind: 'bad_input', sentence: 'Stripe does not take this amount in this currency.' },
  email_invalid: { kind: 'bad_input', sentence: 'Stripe does not take this mail address for the receipt: correct it.' },
  idempotency_key_in_use: IN_USE,
  lock_timeout: IN_USE,
  rate_limit: { kind: 'rate_limited', sentence: 'Stripe asks us to slow down: try again in a moment.' },
  resource_missing: { kind: 'bad_input', sentence: 'Stripe knows nothing of this payment: check that the keys are of the same account.' },
  charge_already_captured: { kind: 'refused', sentence: 'This payment was captured already.' },
  charge_already_refunded: { kind: 'refused', sentence: 'This payment was given back already.' },
  charge_disputed: DISPUTED,
  refund_disputed_payment: DISPUTED,
  charge_not_refundable: { kind: 'refused', sentence: 'Stripe cannot give this payment back: send the money in another way.' },
  charge_expired_for_capture: EXPIRED,
  capture_charge_authorization_expired: EXPIRED,
  capture_unauthorized_payment: EXPIRED,
  payment_intent_unexpected_state: { kind: 'refused', sentence: 'This payment is past the point where that could be done.' },
  intent_invalid_state: { kind: 'refused', sentence: 'This payment is past the point where that could be done.' },
  balance_insufficient: { kind: 'refused', sentence: 'The balance at Stripe does not suffice: add money to it, and try again.' },
  api_key_expired: NO_KEY,
  platform_api_key_expired: NO_KEY,
  secret_key_required: NO_KEY,
  livemode_mismatch: NO_KEY,
  testmode_charges_only: { kind: 'auth', sentence: 'Stripe has not yet cleared this account for real money: finish its set-up at Stripe.' },
  country_unsupported: { kind: 'unsupported', sentence: 'Stripe does not take cards in this country.' },
};

/** What Stripe says of a parameter without a code. */
const BY_PARAMETER: Readonly<Record<string, Meeting>> = {
  amount: TOO_MUCH,
  amount_to_capture: TOO_MUCH,
  final_capture: {
    kind: 'unsupported',
    sentence: 'The bank lets this payment be captured once only: capture what is sent now as the last part.',
  },
  currency: { kind: 'unsupported', sentence: 'This account of Stripe does not take this currency.' },
  receipt_email: { kind: 'bad_input', sentence: 'Stripe does not take this mail address for the receipt: correct it.' },
};

const BY_TYPE: Readonly<Record<string, Meeting>> = {
  StripeAuthenticationError: NO_KEY,
  StripePermissionError: NO_RIGHT,
  StripeRateLimitError: BY_CODE.rate_limit as Meeting,
  StripeIdempotencyError: { kind: 'bad_input', sentence: OTHER_AMOUNT },
};

/**
 * What went wrong at Stripe, in the words of the contract. `movesMoney` is for what must not be done twice: when its answer is lost, only
 * looking tells what became of it. Anything else may simply be asked again, as its key makes it one.
 */
export function toProviderError(error: unknown, { movesMoney }: { readonly movesMoney: boolean }): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!(error instanceof Stripe.errors.StripeError)) return lost(error, movesMoney);
  const { statusCode = 0, code, param, headers } = error;
  // Whatever Stripe says along with an error of its own, it does not know itself how far it came; nor does who asks while it is at work.
  if (statusCode >= 500 || (movesMoney && code === 'idempotency_key_in_use')) return lost(error, movesMoney);
  const asked = secondsOf((headers as Readonly<Record<string, string>> | undefined)?.['retry-after']);
  const met = BY_CODE[code ?? ''] ?? BY_TYPE[error.type] ?? BY_PARAMETER[param ?? ''];
  if (met) return told(met, error, asked);
  if (isCardError(error)) return new ProviderError('refused', sentenceFor(error), { cause: error });
  if (statusCode === 0) return lost(error, movesMoney);
  return new ProviderError('bad_input', `Stripe did not take the request: ${error.message}`, { cause: error });
}

const told = ({ kind, sentence, retryAfterSeconds }: Meeting, cause: unknown, asked: number | undefined): ProviderError => {
  const wait = asked ?? retryAfterSeconds;
  return new ProviderError(kind, sentence, { cause, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) });
};

/** The road's own word counts, save that what may be asked again is no unknown outcome. */
function lost(error: unknown, movesMoney: boolean): ProviderError {
  const detail = error instanceof Stripe.errors.StripeConnectionError ? error.detail : undefined;
  const said = (detail as unknown) instanceof NoAnswer ? (detail as unknown as NoAnswer).cause : undefined;
  if (said instanceof ProviderError && (movesMoney || said.kind !== 'unknown_outcome')) return said;
  if (!movesMoney) return new ProviderError('temporary', 'Stripe did not answer: try again in a moment.', { cause: error });
  return new ProviderError('unknown_outcome', 'Stripe did not answer: look at the payment before you try again.', { cause: error });
}

export const isCardError = (error: unknown): error is Stripe.errors.StripeCardError => error instanceof Stripe.errors.StripeCardError;

/** Whether Stripe says that a payment is past the point where this could be done. */
export const isPast = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError &&
  ['payment_intent_unexpected_state', 'charge_already_captured', 'intent_invalid_state'].includes(error.code ?? '');

/** Whether Stripe takes no such request at all, whatever it asks for. */
export const isUnsuited = (error: unknown): boolean => error instanceof Stripe.errors.StripeInvalidRequestError;

export const isMissing = (error: unknown): boolean => error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';

export const isConflict = (error: unknown): boolean => error instanceof Stripe.errors.StripeIdempotencyError;

const secondsOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
