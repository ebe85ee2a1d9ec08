import type Stripe from 'stripe';

/** A field that we send and that the stored specification, of API version 2023-08-16, does not know yet. */
type Newer = { readonly operation: string; readonly field: readonly string[]; readonly since: string };

type Create = Stripe.PaymentIntentCreateParams;
type CardOptions = Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card;
type Capture = Stripe.PaymentIntentCaptureParams;

const of = <Parameters>(name: keyof Parameters & string): string => name;

/**
 * All of them, each with the type of the SDK that has it: were it not there, this file would not compile. Whatever else the specification
 * does not know is a mistake of ours.
 */
export const NEWER: readonly Newer[] = [
  // In the place of payment_method_types, which version 23 of the SDK no longer has.
  { operation: 'PostPaymentIntents', field: [of<Create>('allowed_payment_method_types')], since: 'Stripe.PaymentIntentCreateParams' },
  {
    operation: 'PostPaymentIntents',
    field: [of<Create>('payment_method_options'), 'card', of<CardOptions>('request_multicapture')],
    since: 'Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card',
  },
  { operation: 'PostPaymentIntentsIntentCapture', field: [of<Capture>('final_capture')], since: 'Stripe.PaymentIntentCaptureParams' },
];
