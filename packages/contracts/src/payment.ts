import type { Money } from './money.ts';
import type { CallContext, Provider } from './provider.ts';

/**
 * What a buyer is to pay. `key` is the id of our own payment: asking twice with it makes one payment. Nothing is taken by beginning:
 * the money moves when `capture` is asked for, and that is asked only once the order is written.
 */
export type PaymentRequest = {
  readonly key: string;
  readonly amount: Money;
  readonly orderCode: string;
  /** Which shop the buyer pays, as it stands on the provider's page and, where there is room, on the statement of the bank. */
  readonly shopName: string;
  /** What the provider needs of the buyer: where receipts go, ISO 3166-1 alpha-2 of the address, and a BCP 47 language. */
  readonly buyer: { readonly email: string; readonly country: string; readonly language: string };
  /** Where the provider sends the buyer afterwards, and after giving up. Absolute addresses of the shop. */
  readonly returnUrl: string;
  readonly cancelUrl: string;
};

/**
 * - `requires_action`: the buyer has to do something; `action` says what.
 * - `processing`: the provider is still at work; ask again.
 * - `approved`: the buyer has agreed. No money is promised yet, and capturing may still be declined.
 * - `authorised`: the money is promised to us and waits to be captured.
 * - `awaiting_transfer`: the buyer sends the money by himself; people of the shop see it arrive.
 * - `captured`: the money, or the part that `captured` tells, is ours.
 * - `declined`: it will not be paid this way; `userMessage` says why. Begin another payment.
 * - `cancelled`: given up before anything was captured.
 */
export type PaymentState =
  | 'requires_action'
  | 'processing'
  | 'approved'
  | 'authorised'
  | 'awaiting_transfer'
  | 'captured'
  | 'declined'
  | 'cancelled';

/**
 * What the buyer has to do: go to an address, or fill in a form that the company's own script shows inside our page, in the manner of
 * Stripe.js. `origins` are those that the script, its frames and its calls use, as a Content-Security-Policy names them.
 */
export type PaymentAction =
  | { readonly type: 'redirect'; readonly url: string }
  | {
      readonly type: 'form';
      readonly script: string;
      readonly origins: readonly string[];
      readonly publicKey: string;
      readonly clientSecret: string;
    };

/** A payment as the provider holds it. The caller compares key, amount, payee and environment with its own before it believes anything. */
export type HeldPayment = {
  readonly state: PaymentState;
  /** The provider's own name for the payment. */
  readonly reference: string;
  /** Our key as the provider holds it; null where the provider keeps none. */
  readonly key: string | null;
  /** What was asked for. */
  readonly amount: Money;
  /** How much of it was captured and given back, in minor units. */
  readonly captured: number;
  readonly refunded: number;
  /** The account that gets the money, as the provider names it; null where it does not say. */
  readonly payee: string | null;
  /** Whether it is real money. */
  readonly live: boolean;
  readonly disputed: boolean;
  readonly action?: PaymentAction;
  /** For `awaiting_transfer`: what the buyer has to do. */
  readonly instructions?: string;
  /** For `declined`: a sentence for the buyer with the remedy. */
  readonly userMessage?: string;
};

/** What happens to a payment that exists. `key` is ours and names this one act: asking twice with it does it once. */
export type PaymentOrder = { readonly key: string; readonly payment: string; readonly reference: string; readonly amount: Money };

/** `final`: nothing more will be captured, so that the provider sets the rest free. */
export type CaptureOrder = PaymentOrder & { readonly final: boolean };

/** `pending`: the provider has taken it on and will tell. */
export type HeldRefund = {
  readonly state: 'pending' | 'done' | 'failed';
  readonly reference: string;
  readonly amount: Money;
  readonly userMessage?: string;
};

/** What a provider wants to tell of its own accord. It is only a hint: the caller reads the payment back before it changes anything. */
export type PaymentEvent = {
  /** The provider's id of the event, the same whenever it is sent again. */
  readonly id: string;
  readonly type: string;
  /** The reference and our key of the payment that it is about, as far as the event tells them. */
  readonly reference: string | null;
  readonly key: string | null;
  readonly live: boolean;
};

/** A request as it came in from outside: the signature is over these very bytes. Header names are in small letters. */
export type IncomingEvent = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** One movement of money in the provider's books, for comparing them with ours. */
export type PaymentMovement = {
  readonly type: 'capture' | 'refund' | 'dispute' | 'dispute_won';
  readonly reference: string;
  /** The payment's reference and our key of it, as far as the provider tells. */
  readonly payment: string | null;
  readonly key: string | null;
  /** What came in or went out, always positive. */
  readonly amount: Money;
  /** An instant in ISO 8601. */
  readonly at: string;
};

/** With whose money a shop's settings work. `simulator` is our own program that speaks the company's protocol. */
export type PaymentEnvironment = 'simulator' | 'sandbox' | 'live';

/**
 * Takes money. Card data never reaches us. A failure that the caller must expect (a declined card) is a value; ProviderError is for what
 * the outside world did, and its `unknown_outcome` says that only `find` can tell.
 */
export type PaymentProvider = Provider & {
  readonly kind: 'payment';
  /** With which settings it works; absent for one that moves no money by itself. */
  environment?(call: CallContext): PaymentEnvironment;
  begin(request: PaymentRequest, call: CallContext): Promise<HeldPayment>;
  /** What the provider holds under our key, or under its own reference where that is known; null when it knows nothing of it. `amount` is what we asked for. */
  find(
    which: { readonly key: string; readonly reference?: string; readonly amount: Money },
    call: CallContext,
  ): Promise<HeldPayment | null>;
  /**
   * Has an `approved` payment promised, so that it can be captured later; absent where only capturing turns an agreement into money. A payment
   * that has no such step stays `approved`. Asking again reserves nothing twice.
   */
  authorise?(order: PaymentOrder, call: CallContext): Promise<HeldPayment>;
  capture(order: CaptureOrder, call: CallContext): Promise<HeldPayment>;
  /** Gives a payment up before it is captured; one that was given up stays so. What was captured is refunded, not cancelled. */
  cancel(order: PaymentOrder, call: CallContext): Promise<HeldPayment>;
  refund(order: PaymentOrder, call: CallContext): Promise<HeldRefund>;
  /** The refund of that key, or null when the provider knows nothing of it. */
  findRefund(order: PaymentOrder, call: CallContext): Promise<HeldRefund | null>;
  /** Reads an event after checking that it is the company's own and not stale. @throws ProviderError auth for one that is not */
  readEvent?(event: IncomingEvent, call: CallContext): Promise<PaymentEvent>;
  /** The movements of a span of time, page by page, oldest first. */
  listMovements?(
    span: { readonly from: string; readonly to: string; readonly cursor?: string },
    call: CallContext,
  ): Promise<{ readonly movements: readonly PaymentMovement[]; readonly next: string | null }>;
};
