import { type CallContext, type IncomingEvent, type PaymentEvent, ProviderError } from '@bottega/contracts';
import { OUR_KEY } from './held-payment.ts';
import { readSettings } from './settings.ts';
import { findFault } from './signature.ts';

/** The part of an event that is looked at: of a payment intent, a charge, a refund or a dispute. */
type Told = {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly livemode?: unknown;
  readonly data?: { readonly object?: Subject };
};
type Subject = {
  readonly object?: unknown;
  readonly id?: unknown;
  readonly payment_intent?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
};

/**
 * Reads what Stripe wants to tell. Nothing of it is believed beyond "look at this payment".
 * @throws ProviderError auth for an event that Stripe did not sign, that is stale, or that is of the other mode
 */
export function readEvent({ headers, body }: IncomingEvent, call: CallContext): PaymentEvent {
  const { webhookSecrets, live } = readSettings(call);
  if (webhookSecrets.length === 0) throw refuse('no signing secret is set: enter that of the endpoint in the settings of Stripe');
  const fault = findFault({ header: headers['stripe-signature'] ?? '', body, now: new Date() }, webhookSecrets);
  if (fault !== undefined) throw refuse(fault);
  const { id, type, livemode, data } = parse(body);
  if (typeof id !== 'string' || typeof type !== 'string' || typeof livemode !== 'boolean') throw refuse('it is no event of this API');
  if (livemode !== live) throw refuse(`it is of ${livemode ? 'live' : 'test'} mode, and the shop is not`);
  const subject = data?.object ?? {};
  const reference = subject.object === 'payment_intent' ? subject.id : subject.payment_intent;
  return { id, type, reference: asText(reference), key: asText(subject.metadata?.[OUR_KEY]), live: livemode };
}

const refuse = (why: string): ProviderError => new ProviderError('auth', `The event was not believed: ${why}.`);

const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function parse(body: Uint8Array): Told {
  try {
    const told: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof told === 'object' && told !== null ? told : {};
  } catch (error) {
    throw new ProviderError('auth', 'The event was not believed: it is not JSON.', { cause: error });
  }
}
