import { type FailureKind, ProviderError } from '@bottega/contracts';

/** A request that PayPal turned down, in its own words. */
export type Refusal = {
  readonly status: number;
  /** The kind of error, such as UNPROCESSABLE_ENTITY, and which one exactly, such as INSTRUMENT_DECLINED. */
  readonly name: string;
  readonly issue: string | null;
  /** What PayPal's support asks for. */
  readonly debugId: string | null;
  readonly retryAfterSeconds: number | null;
};

/** `state`: what the refusal makes of the payment, where that is an answer and no failure. */
type Meaning = { readonly kind: FailureKind; readonly tells: string; readonly state?: 'declined' | 'cancelled' };

/** The buyer’s money could not be had this way. */
const declined = (tells: string): Meaning => ({ kind: 'refused', tells, state: 'declined' });
/** The payment has come to its end with nothing taken. */
const lapsed = (tells: string): Meaning => ({ kind: 'refused', tells, state: 'cancelled' });
const refused = (tells: string): Meaning => ({ kind: 'refused', tells });

const OTHER_WAY = 'Choose another card or bank account at PayPal, or another way to pay.';

/** What PayPal's issues mean. What is not here is judged by the error's name, then by the status of the answer. */
export const ISSUES: Readonly<Record<string, Meaning>> = {
  INSTRUMENT_DECLINED: declined(`The bank declined the payment. ${OTHER_WAY}`),
  REDIRECT_PAYER_FOR_ALTERNATE_FUNDING: declined(`The bank declined the payment. ${OTHER_WAY}`),
  CARD_EXPIRED: declined(`The card has expired. ${OTHER_WAY}`),
  PAYER_CANNOT_PAY: declined(`PayPal cannot take this payment from your account. ${OTHER_WAY}`),
  PAYER_ACCOUNT_RESTRICTED: declined('Your PayPal account is restricted: choose another way to pay, or ask PayPal why.'),
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: declined('Your PayPal account is locked or closed: choose another way to pay.'),
  TRANSACTION_REFUSED: declined(`PayPal refused the payment. ${OTHER_WAY}`),
  TRANSACTION_LIMIT_EXCEEDED: declined('The amount is above the limit of your PayPal account: choose another way to pay.'),
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED: declined(
    'PayPal has refused too many attempts: begin the payment again, or choose another way to pay.',
  ),
  COMPLIANCE_VIOLATION: declined('PayPal may not carry out this payment: choose another way to pay.'),
  DOMESTIC_TRANSACTION_REQUIRED: declined('PayPal takes this payment only from the shop’s own country: choose another way to pay.'),
  TRANSACTION_BLOCKED_BY_PAYEE: declined('The shop’s settings at PayPal refused the payment: choose another way to pay.'),
  PAYEE_BLOCKED_TRANSACTION: declined('The shop’s settings at PayPal refused the payment: choose another way to pay.'),
  DECLINED_DUE_TO_RELATED_TXN: declined(`PayPal declined the payment. ${OTHER_WAY}`),
  AUTHORIZATION_DENIED: declined(`PayPal withdrew its promise to pay. ${OTHER_WAY}`),

  PAYER_ACTION_REQUIRED: refused('The buyer still has to confirm the payment at PayPal: send the buyer there again.'),
  ORDER_NOT_APPROVED: refused('The buyer has not agreed to the payment at PayPal yet: send the buyer there again.'),
  ORDER_EXPIRED: lapsed('The buyer’s agreement has expired at PayPal: begin another payment.'),
  ORDER_COMPLETED_OR_VOIDED: refused('The payment is already finished or given up at PayPal: look at it there.'),
  ORDER_ALREADY_CAPTURED: refused('The money of this payment was already taken.'),
  ORDER_ALREADY_AUTHORIZED: refused('The money of this payment was already reserved.'),
  ORDER_ALREADY_COMPLETED: refused('This payment is already finished at PayPal: refund it instead.'),
  ORDER_COMPLETION_IN_PROGRESS: { kind: 'unknown_outcome', tells: 'PayPal is still at work on this payment: look again in a moment.' },
  PREVIOUS_REQUEST_IN_PROGRESS: { kind: 'unknown_outcome', tells: 'PayPal is still at work on the same request: look again in a moment.' },
  ACTION_DOES_NOT_MATCH_INTENT: { kind: 'bad_input', tells: 'PayPal holds this payment with another intent: begin another payment.' },
  DUPLICATE_INVOICE_ID: refused(
    'PayPal has already taken a payment with this order’s number: look for it in PayPal before you take another.',
  ),

  AUTHORIZATION_VOIDED: lapsed('The reserved money was set free: begin another payment.'),
  PREVIOUSLY_VOIDED: refused('The reserved money was already set free.'),
  AUTHORIZATION_EXPIRED: lapsed('PayPal’s promise to pay has expired (after 29 days): ask the buyer to pay again.'),
  AUTHORIZATION_ALREADY_CAPTURED: refused('All of the reserved money was already taken.'),
  PREVIOUSLY_CAPTURED: refused('The money was already taken: refund it instead.'),
  CANNOT_BE_VOIDED: refused('PayPal does not set this money free any more: look at the payment there.'),
  MAX_CAPTURE_AMOUNT_EXCEEDED: refused('That is more than PayPal reserved: take at most what is left.'),
  MAX_CAPTURE_COUNT_EXCEEDED: refused('PayPal takes no further part of this payment.'),
  MAX_AUTHORIZATION_COUNT_EXCEEDED: refused('PayPal reserves no more money for this payment: begin another.'),
  AUTH_CAPTURE_NOT_ENABLED: refused('Your PayPal account cannot reserve money: choose to take it at once, or ask PayPal to allow it.'),

  CAPTURE_FULLY_REFUNDED: refused('All of this payment was already given back.'),
  REFUND_AMOUNT_EXCEEDED: refused('That is more than is left of this payment: give back at most what is left.'),
  REFUND_AMOUNT_TOO_LOW: refused('PayPal does not give back so small an amount.'),
  REFUND_FAILED_INSUFFICIENT_FUNDS: refused('Your PayPal account does not hold enough for this refund: add money there, then try again.'),
  REFUND_NOT_ALLOWED: refused('PayPal does not allow this refund: look at the payment there.'),
  REFUND_IS_RESTRICTED: refused('PayPal does not allow this refund: look at the payment there.'),
  REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK: refused('The bank has already taken this payment back: answer the dispute at PayPal.'),
  REFUND_TIME_LIMIT_EXCEEDED: refused('The payment is too old to be given back through PayPal (180 days): send the money another way.'),
  PARTIAL_REFUND_NOT_ALLOWED: refused('PayPal gives this payment back only as a whole.'),
  MAX_NUMBER_OF_REFUNDS_EXCEEDED: refused('PayPal makes no further refund of this payment: send the money another way.'),
  TRANSACTION_DISPUTED: refused('The buyer disputes this payment: answer the dispute at PayPal instead.'),
  PENDING_CAPTURE: refused('PayPal has not finished taking this payment: give it back when it has.'),

  CURRENCY_NOT_SUPPORTED: { kind: 'unsupported', tells: 'PayPal takes no payments in this currency: choose another way to pay.' },
  INVALID_CURRENCY_CODE: { kind: 'unsupported', tells: 'PayPal takes no payments in this currency: choose another way to pay.' },
  CURRENCY_NOT_SUPPORTED_FOR_RECEIVER: { kind: 'unsupported', tells: 'The shop’s PayPal account takes no payments in this currency.' },
  DECIMALS_NOT_SUPPORTED: { kind: 'unsupported', tells: 'PayPal takes only whole amounts of this currency: change the amount.' },
  DECIMAL_PRECISION: { kind: 'bad_input', tells: 'PayPal takes fewer decimals of this currency: change the amount.' },
  REFUND_CAPTURE_CURRENCY_MISMATCH: { kind: 'bad_input', tells: 'A payment is given back in its own currency.' },
  AUTH_CAPTURE_CURRENCY_MISMATCH: { kind: 'bad_input', tells: 'Reserved money is taken in its own currency.' },
  CANNOT_BE_ZERO_OR_NEGATIVE: { kind: 'bad_input', tells: 'An amount at PayPal is more than nothing.' },
  MAX_VALUE_EXCEEDED: refused('The amount is above what PayPal takes at once.'),

  PAYEE_ACCOUNT_RESTRICTED: { kind: 'auth', tells: 'The shop’s PayPal account is restricted: sign in at PayPal and see what it asks for.' },
  PAYEE_ACCOUNT_LOCKED_OR_CLOSED: { kind: 'auth', tells: 'The shop’s PayPal account is locked or closed: sign in at PayPal.' },
  PAYEE_ACCOUNT_INVALID: { kind: 'auth', tells: 'PayPal does not know the merchant ID: correct it in PayPal’s settings.' },
  PAYEE_NOT_ENABLED_FOR_CARD_PROCESSING: { kind: 'auth', tells: 'The shop’s PayPal account takes no cards: allow it at PayPal.' },
  TRANSACTION_RECEIVING_LIMIT_EXCEEDED: { kind: 'auth', tells: 'The shop’s PayPal account is at its limit: raise it at PayPal.' },
  PERMISSION_DENIED: { kind: 'auth', tells: 'PayPal’s app may not do this: allow the feature in its settings in the developer dashboard.' },
  INVALID_RESOURCE_ID: refused('PayPal does not know this payment: look whether the environment and the account are the right ones.'),
};

/** The names of errors, which several issues share. */
export const NAMES: Readonly<Record<string, Meaning>> = {
  AUTHENTICATION_FAILURE: { kind: 'auth', tells: 'PayPal does not accept the app’s access: check client ID, secret and environment.' },
  invalid_client: {
    kind: 'auth',
    tells: 'PayPal does not know this client ID and secret: check both, and whether they are of this environment.',
  },
  invalid_token: { kind: 'auth', tells: 'PayPal does not accept the app’s access: check client ID, secret and environment.' },
  NOT_AUTHORIZED: { kind: 'auth', tells: 'PayPal’s app may not do this: allow the feature in its settings in the developer dashboard.' },
  RATE_LIMIT_REACHED: { kind: 'rate_limited', tells: 'PayPal is asked too often: try again in a moment.' },
  RESOURCE_NOT_FOUND: refused('PayPal does not know this payment: look whether the environment and the account are the right ones.'),
  RESOURCE_CONFLICT: { kind: 'unknown_outcome', tells: 'PayPal is still at work on the same request: look again in a moment.' },
  INVALID_REQUEST: { kind: 'bad_input', tells: 'PayPal could not read the request.' },
  VALIDATION_ERROR: { kind: 'bad_input', tells: 'PayPal could not read the request.' },
  UNPROCESSABLE_ENTITY: refused('PayPal refused the request.'),
};

const meaningOf = ({ issue, name, status }: Refusal, acts: boolean): Meaning => {
  // An error inside PayPal says nothing of what happened before it.
  if (status >= 500)
    return { kind: acts ? 'unknown_outcome' : 'temporary', tells: 'PayPal has trouble at the moment: try again in a while.' };
  const known = (issue === null ? undefined : ISSUES[issue]) ?? NAMES[name];
  if (known) return known;
  if (status === 401 || status === 403) return NAMES.AUTHENTICATION_FAILURE as Meaning;
  if (status === 429) return NAMES.RATE_LIMIT_REACHED as Meaning;
  return { kind: status === 400 ? 'bad_input' : 'refused', tells: 'PayPal refused the request.' };
};

/** What a refused act makes of the payment, with a sentence for the buyer; null where the refusal is a failure. */
export function standingOf(refusal: Refusal): { readonly state: 'declined' | 'cancelled'; readonly userMessage: string } | null {
  const { state, tells } = meaningOf(refusal, true);
  return state === undefined ? null : { state, userMessage: tells };
}

/** @param acts whether the request was to change something at PayPal, so that its outcome can be unknown */
export function failureOf(refusal: Refusal, acts: boolean): ProviderError {
  const { kind, tells } = meaningOf(refusal, acts);
  const words = [refusal.issue ?? refusal.name, refusal.debugId && `debug id ${refusal.debugId}`].filter(Boolean).join(', ');
  const cause = new Error(`PayPal answered ${refusal.status} (${words})`);
  const { retryAfterSeconds } = refusal;
  return new ProviderError(kind, tells, retryAfterSeconds === null ? { cause } : { cause, retryAfterSeconds });
}

type ErrorBody = {
  readonly name?: unknown;
  readonly error?: unknown;
  readonly debug_id?: unknown;
  readonly details?: readonly { readonly issue?: unknown }[];
};

/** Reads an answer that is not a success, whatever its body. */
export async function readRefusal(answer: Response): Promise<Refusal> {
  const text = await answer.text();
  const body = parseBody(text);
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN);
  const [first] = Array.isArray(body.details) ? body.details : [];
  return {
    status: answer.status,
    name: wordOf(body.name) ?? wordOf(body.error) ?? 'UNKNOWN',
    issue: wordOf(first?.issue),
    debugId: wordOf(body.debug_id) ?? answer.headers.get('paypal-debug-id'),
    retryAfterSeconds: Number.isFinite(wait) && wait >= 0 ? wait : null,
  };
}

const wordOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, 100) : null);

/** A proxy on the way may answer with a page instead; then only the status counts. */
function parseBody(text: string): ErrorBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
