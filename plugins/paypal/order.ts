import { type HeldPayment, type PaymentAction, type PaymentOrder, type PaymentState, ProviderError } from '@bottega/contracts';
import { fromPayPal, type PayPalMoney } from './amounts.ts';
import { HOSTS, type PayPalSettings } from './settings.ts';

type Link = { readonly href: string; readonly rel: string };

export type Authorization = {
  readonly id: string;
  readonly status: 'CREATED' | 'CAPTURED' | 'DENIED' | 'EXPIRED' | 'PARTIALLY_CAPTURED' | 'VOIDED' | 'PENDING';
  readonly amount: PayPalMoney;
};
export type Capture = {
  readonly id: string;
  readonly status: 'COMPLETED' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'PENDING' | 'REFUNDED' | 'FAILED';
  readonly amount: PayPalMoney;
  readonly invoice_id?: string;
};
export type Refund = {
  readonly id: string;
  readonly status: 'CANCELLED' | 'FAILED' | 'PENDING' | 'COMPLETED';
  readonly amount: PayPalMoney;
  readonly custom_id?: string;
  readonly links?: readonly Link[];
};

/** An order of PayPal’s Orders v2, as far as we read it. Ours have one purchase unit. */
export type PayPalOrder = {
  readonly id: string;
  readonly intent: 'CAPTURE' | 'AUTHORIZE';
  readonly status: 'CREATED' | 'SAVED' | 'APPROVED' | 'VOIDED' | 'COMPLETED' | 'PAYER_ACTION_REQUIRED';
  readonly purchase_units: readonly PurchaseUnit[];
  readonly links?: readonly Link[];
};

type PurchaseUnit = {
  readonly amount: PayPalMoney;
  readonly custom_id?: string;
  readonly invoice_id?: string;
  readonly payee?: { readonly merchant_id?: string };
  readonly payments?: {
    readonly authorizations?: readonly Authorization[];
    readonly captures?: readonly Capture[];
    readonly refunds?: readonly Refund[];
  };
};

/**
 * `custom_id` carries our key, which PayPal shows in its reports too. A comma and a word may follow: `cancelled` for a payment that we gave
 * up, which PayPal itself cannot do to an order, and the mark of the act for a refund.
 */
const GIVEN_UP = 'cancelled';

export const customIdOf = (payment: string, word?: string): string => (word === undefined ? payment : `${payment},${word}`);
export const givenUpId = (payment: string): string => customIdOf(payment, GIVEN_UP);
/** Our payment’s key in a `custom_id`; null where PayPal tells none. */
export const keyOf = (customId: string | undefined): string | null => customId?.split(',')[0] || null;

export function unitOf(order: PayPalOrder): PurchaseUnit {
  const [unit] = order.purchase_units ?? [];
  if (unit) return unit;
  throw new ProviderError('temporary', 'PayPal’s answer tells nothing of the payment: look again in a moment.');
}

export const isGivenUp = (order: PayPalOrder): boolean => unitOf(order).custom_id?.split(',')[1] === GIVEN_UP;
export const authorizationsOf = (order: PayPalOrder): readonly Authorization[] => unitOf(order).payments?.authorizations ?? [];
export const capturesOf = (order: PayPalOrder): readonly Capture[] => unitOf(order).payments?.captures ?? [];
export const refundsOf = (order: PayPalOrder): readonly Refund[] => unitOf(order).payments?.refunds ?? [];

const TAKEN: ReadonlySet<Capture['status']> = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);
export const isTaken = ({ status }: Capture): boolean => TAKEN.has(status);

const sumOf = (amounts: readonly { readonly amount: PayPalMoney }[]): number =>
  amounts.reduce((sum, { amount }) => sum + fromPayPal(amount).amount, 0);

export const capturedOf = (order: PayPalOrder): number => sumOf(capturesOf(order).filter(isTaken));

/** The capture that a refund is of: its link "up" ends in it. */
export const captureOfRefund = ({ links }: Refund): string | null =>
  links?.find(({ rel }) => rel === 'up')?.href.match(/\/captures\/([A-Z0-9]+)$/)?.[1] ?? null;

/** What an authorisation comes to while nothing of it was captured. */
const OF_AUTHORIZATION: Readonly<Record<Authorization['status'], PaymentState>> = {
  CREATED: 'authorised',
  PENDING: 'processing',
  DENIED: 'declined',
  VOIDED: 'cancelled',
  EXPIRED: 'cancelled',
  CAPTURED: 'processing', // its capture is not settled, else it would count
  PARTIALLY_CAPTURED: 'processing',
};

const OF_ORDER: Readonly<Record<PayPalOrder['status'], PaymentState>> = {
  CREATED: 'requires_action',
  SAVED: 'requires_action',
  PAYER_ACTION_REQUIRED: 'requires_action',
  APPROVED: 'approved',
  VOIDED: 'cancelled',
  COMPLETED: 'processing',
};

/** The furthest that the money came: what was captured counts before what was promised, that before what was agreed. */
export function stateOf(order: PayPalOrder): PaymentState {
  const captures = capturesOf(order);
  if (captures.some(isTaken)) return 'captured';
  if (captures.some(({ status }) => status === 'PENDING')) return 'processing';
  const authorization = authorizationsOf(order).at(-1);
  if (authorization) return OF_AUTHORIZATION[authorization.status];
  if (captures.length > 0) return 'declined';
  return isGivenUp(order) ? 'cancelled' : OF_ORDER[order.status];
}

/** Where the buyer agrees. @throws ProviderError auth when that is no page of the environment's */
function actionOf({ id, links = [] }: PayPalOrder, { environment }: PayPalSettings): PaymentAction | null {
  const { page, checkout } = HOSTS[environment];
  const href = links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href ?? (checkout && `${checkout}${id}`);
  if (href === null) return null;
  const { protocol, hostname } = new URL(href);
  if (page && (protocol !== 'https:' || !page(hostname))) {
    throw new ProviderError('auth', `PayPal’s page is not one of ${environment}: check the environment in PayPal’s settings.`);
  }
  return { type: 'redirect', url: href };
}

/** @throws ProviderError auth when another account than the shop’s would get the money */
function requirePayee({ payee }: PurchaseUnit, { merchantId }: PayPalSettings): string | null {
  const named = payee?.merchant_id ?? null;
  if (named === null || named === merchantId) return named;
  throw new ProviderError('auth', `The payment goes to PayPal account ${named}, and the shop’s is ${merchantId}: check PayPal’s settings.`);
}

const DECLINED = 'PayPal declined the payment. Choose another way to pay.';

/** An order of PayPal’s in the words of the contract. @throws ProviderError auth when it is of another account or environment */
export function heldOf(order: PayPalOrder, settings: PayPalSettings, disputed = false): HeldPayment {
  const unit = unitOf(order);
  const state = stateOf(order);
  const action = state === 'requires_action' ? actionOf(order, settings) : null;
  return {
    state,
    reference: order.id,
    key: keyOf(unit.custom_id),
    amount: fromPayPal(unit.amount),
    captured: capturedOf(order),
    refunded: sumOf(refundsOf(order).filter(({ status }) => status === 'COMPLETED')),
    payee: requirePayee(unit, settings),
    live: settings.environment === 'live',
    disputed,
    ...(action ? { action } : {}),
    ...(state === 'declined' ? { userMessage: DECLINED } : {}),
  };
}

/** @throws ProviderError bad_input when the order is another payment's, or in another currency; auth when it is another account's */
export function requireOwn(order: PayPalOrder, { payment, amount }: PaymentOrder, settings: PayPalSettings): PayPalOrder {
  const { key, amount: own } = heldOf(order, settings);
  if (key !== payment) throw new ProviderError('bad_input', 'PayPal holds another payment under this reference.');
  if (own.currency !== amount.currency) {
    throw new ProviderError('bad_input', `This payment is in ${own.currency}, not in ${amount.currency}.`);
  }
  return order;
}
