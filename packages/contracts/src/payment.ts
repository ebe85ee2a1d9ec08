import type { Money } from './money.ts';
import type { CallContext, Provider } from './provider.ts';

/** `idempotencyKey` is our own payment's id: asking twice with it charges once. */
export type PaymentRequest = { readonly idempotencyKey: string; readonly amount: Money; readonly orderCode: string };

/** A failure the caller must expect is a value: a declined card is no exception. */
export type PaymentResult =
  | { readonly state: 'captured' | 'authorised' | 'awaiting_transfer'; readonly reference: string; readonly instructions?: string }
  | { readonly state: 'declined'; readonly userMessage: string };

/** Takes money. Card data never reaches us. */
export type PaymentProvider = Provider & {
  readonly kind: 'payment';
  pay(request: PaymentRequest, call: CallContext): Promise<PaymentResult>;
  /** What the provider holds under our key, or null when it knows nothing of it. */
  find(idempotencyKey: string, call: CallContext): Promise<PaymentResult | null>;
};
