import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type CallContext, type IncomingEvent, type PaymentEvent, ProviderError } from '@bottega/contracts';
import { requireCertificateUrl, signingKey } from './certificates.ts';
import { ask } from './client.ts';
import { keyOf } from './order.ts';
import { type PayPalSettings, readSettings } from './settings.ts';

/** PayPal repeats an event for three days, with the time of its first transmission. What is older was kept by somebody. */
const OLDEST_MS = 73 * 3_600_000;
const CLOCKS_APART_MS = 5 * 60_000;

/** What PayPal's headers say of a transmission. */
type Transmission = {
  readonly id: string;
  readonly time: string;
  readonly signature: string;
  readonly certificate: string;
  readonly algorithm: string;
};

type Resource = {
  readonly id?: string;
  readonly order_id?: string;
  readonly custom_id?: string;
  readonly purchase_units?: readonly { readonly custom_id?: string }[];
  readonly supplementary_data?: { readonly related_ids?: { readonly order_id?: string } };
  readonly disputed_transactions?: readonly { readonly custom?: string }[];
};
type EventBody = { readonly id?: unknown; readonly event_type?: unknown; readonly resource?: Resource | null };

/**
 * Reads a webhook that PayPal signed for this shop's webhook: by its certificate, and where that is out of reach by asking PayPal.
 * @throws ProviderError auth for one that is forged, stale, or meant for another webhook or environment
 */
export async function readEvent({ headers, body }: IncomingEvent, call: CallContext): Promise<PaymentEvent> {
  const settings = readSettings(call);
  const sent = readTransmission(headers);
  requireFresh(sent);
  const url = requireCertificateUrl(sent.certificate, settings);
  const text = Buffer.from(body).toString('utf8');
  const event = parseEvent(text);
  const key = await signingKey(url, settings, call);
  if (key) {
    const signed = Buffer.from([sent.id, sent.time, settings.webhookId, crc32(body)].join('|'));
    if (!verify('RSA-SHA256', signed, key, Buffer.from(sent.signature, 'base64'))) throw forged();
  } else {
    await requireVerified(sent, text, settings, call);
  }
  return { ...eventOf(event), live: settings.environment === 'live' };
}

const forged = (): ProviderError => new ProviderError('auth', 'This event was not signed by PayPal for this shop’s webhook.');

/** @throws ProviderError auth when one is missing, or signed in a way that PayPal does not sign */
function readTransmission(headers: IncomingEvent['headers']): Transmission {
  const header = (name: string): string => {
    const value = headers[name];
    if (!value || value.length > 1_000) throw new ProviderError('auth', `This event lacks PayPal’s header ${name}.`);
    return value;
  };
  const sent = {
    id: header('paypal-transmission-id'),
    time: header('paypal-transmission-time'),
    signature: header('paypal-transmission-sig'),
    certificate: header('paypal-cert-url'),
    algorithm: header('paypal-auth-algo'),
  };
  if (sent.algorithm === 'SHA256withRSA') return sent;
  throw new ProviderError('auth', 'This event is signed in a way that PayPal does not sign.');
}

function requireFresh({ time }: Transmission): void {
  const age = Date.now() - Date.parse(time);
  if (age >= -CLOCKS_APART_MS && age <= OLDEST_MS) return;
  throw new ProviderError('auth', 'This event is stale: PayPal repeats one for three days only.');
}

/** The event goes back in the very letters it came in: PayPal signed those, and another way of writing the same would not match. */
async function requireVerified(sent: Transmission, text: string, { webhookId }: PayPalSettings, call: CallContext): Promise<void> {
  const asked = {
    auth_algo: sent.algorithm,
    cert_url: sent.certificate,
    transmission_id: sent.id,
    transmission_sig: sent.signature,
    transmission_time: sent.time,
    webhook_id: webhookId,
  };
  const body = `${JSON.stringify(asked).slice(0, -1)},"webhook_event":${text}}`;
  const question = { method: 'POST', path: '/v1/notifications/verify-webhook-signature', body, reads: true } as const;
  const answer = await ask<{ verification_status?: string }>(call, question);
  if (answer.verification_status !== 'SUCCESS') throw forged();
}

function parseEvent(text: string): EventBody {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event;
  } catch (error) {
    throw new ProviderError('auth', 'This event is not written as PayPal writes.', { cause: error });
  }
  throw new ProviderError('auth', 'This event is not written as PayPal writes.');
}

/** @throws ProviderError bad_input for an event that is PayPal's but names neither itself nor its type */
function eventOf({ id, event_type: type, ...rest }: EventBody): Omit<PaymentEvent, 'live'> {
  const resource = rest.resource ?? {};
  if (typeof id !== 'string' || typeof type !== 'string') throw new ProviderError('bad_input', 'This event of PayPal’s has no id or type.');
  const order = resource.order_id ?? resource.supplementary_data?.related_ids?.order_id ?? null;
  const customId = resource.custom_id ?? resource.purchase_units?.[0]?.custom_id ?? resource.disputed_transactions?.[0]?.custom;
  const isOrder = type.startsWith('CHECKOUT.ORDER.');
  return { id, type, reference: isOrder ? (resource.id ?? null) : order, key: keyOf(customId) };
}
