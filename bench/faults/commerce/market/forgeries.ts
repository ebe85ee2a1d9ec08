import { randomUUID, sign as signRsa } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { makeAuthority } from '../../../../plugins/paypal/sandbox/certificate.ts';
import { sign } from '../../../../plugins/stripe/signature.ts';
import type { Company } from './companies.ts';

/** A webhook as it travels. */
export type Letter = { readonly company: Company; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What a company signs with for one shop's endpoint: Stripe with a secret, PayPal with the key of its certificate and a webhook's id. */
export type Endpoint = { readonly secret: string; readonly webhookId: string; readonly key: string; readonly certificate: string };

const STALE_MS = { stripe: 10 * 60_000, paypal: 4 * 86_400_000 };
const STRANGER = makeAuthority(new Date()).signer.privateKey;

function sealStripe({ headers, body }: Letter, secret: string, at = new Date()): Letter {
  return { company: 'stripe', headers: { ...headers, 'stripe-signature': sign(body, secret, at) }, body };
}

function sealPayPal({ headers, body }: Letter, { key, webhookId }: Pick<Endpoint, 'key' | 'webhookId'>, at = new Date()): Letter {
  const [id, time] = [randomUUID(), `${at.toISOString().slice(0, 19)}Z`];
  const signature = signRsa('RSA-SHA256', Buffer.from([id, time, webhookId, crc32(body)].join('|')), key).toString('base64');
  const sent = { 'paypal-transmission-id': id, 'paypal-transmission-time': time, 'paypal-transmission-sig': signature };
  return { company: 'paypal', headers: { ...headers, ...sent }, body };
}

/** A letter signed anew by its company, as it does when it sends one again. */
export const seal = (letter: Letter, endpoint: Endpoint): Letter =>
  letter.company === 'stripe' ? sealStripe(letter, endpoint.secret) : sealPayPal(letter, endpoint);

/** A letter of the company's with this text. */
export function write(company: Company, body: string, endpoint: Endpoint): Letter {
  const json = { 'content-type': 'application/json' };
  const headers =
    company === 'stripe'
      ? json
      : {
          ...{ ...json, 'paypal-auth-algo': 'SHA256withRSA', 'paypal-auth-version': 'v2' },
          'paypal-cert-url': `https://api-m.paypal.invalid/v1/notifications/certs/${endpoint.certificate}`,
        };
  return seal({ company, headers, body }, endpoint);
}

const without = ({ headers, ...letter }: Letter, name: string): Letter => ({
  ...letter,
  headers: Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name)),
});
const withHeader = (letter: Letter, name: string, value: string): Letter => ({ ...letter, headers: { ...letter.headers, [name]: value } });
/** Under a new name, so that it would be taken for another event. */
const renamed = ({ body }: Letter): string => body.replace(/"(evt_|WH-)[^"]+"/, (_, kind: string) => `"${kind}${randomUUID()}"`);
const withCertificate = (letter: Letter, url: string): Letter => withHeader(letter, 'paypal-cert-url', url);
const nowInSeconds = (): number => Math.floor(Date.now() / 1000);
const ago = (ms: number): Date => new Date(Date.now() - ms);

type Forgery = (letter: Letter, endpoint: Endpoint) => Letter;

/** What passes for a company's letter and is none. Each must be turned away. */
export const FORGERIES: Readonly<Record<Company, Readonly<Record<string, Forgery>>>> = {
  stripe: {
    'no signature': (letter) => without(letter, 'stripe-signature'),
    'an empty signature': (letter) => withHeader(letter, 'stripe-signature', `t=${nowInSeconds()},v1=`),
    'another secret': (letter) => sealStripe(letter, 'whsec_of_somebody_else'),
    'a changed body': (letter, endpoint) => ({ ...seal(letter, endpoint), body: renamed(letter) }),
    'an old time': (letter, { secret }) => sealStripe(letter, secret, ago(STALE_MS.stripe)),
    'an old signature under a new time': (letter, { secret }) => {
      const { 'stripe-signature': old = '' } = sealStripe(letter, secret, ago(STALE_MS.stripe)).headers;
      return withHeader(letter, 'stripe-signature', old.replace(/t=\d+/, `t=${nowInSeconds()}`));
    },
    'real money': (letter, endpoint) =>
      seal({ ...letter, body: renamed(letter).replaceAll(/"livemode": ?false/g, '"livemode":true') }, endpoint),
    'no JSON': (letter, endpoint) => seal({ ...letter, body: `${letter.body}}` }, endpoint),
  },
  paypal: {
    'no signature': (letter) => without(letter, 'paypal-transmission-sig'),
    'another certificate': (letter, { webhookId }) => sealPayPal(letter, { key: STRANGER, webhookId }),
    'a certificate from elsewhere': (letter, { webhookId }) =>
      withCertificate(sealPayPal(letter, { key: STRANGER, webhookId }), 'https://api-m.paypal.example/v1/notifications/certs/CERT-1'),
    'a certificate that is not there': (letter, { webhookId }) =>
      withCertificate(sealPayPal(letter, { key: STRANGER, webhookId }), 'https://api-m.paypal.invalid/v1/notifications/certs/CERT-1'),
    'the certificate of real money': (letter, endpoint) =>
      withCertificate(seal(letter, endpoint), 'https://api-m.paypal.com/v1/notifications/certs/CERT-1'),
    'a changed body': (letter, endpoint) => ({ ...seal(letter, endpoint), body: renamed(letter) }),
    'an old time': (letter, endpoint) => sealPayPal(letter, endpoint, ago(STALE_MS.paypal)),
    'another webhook': (letter, { key }) => sealPayPal(letter, { key, webhookId: 'WHOFANOTHERSHOP' }),
    'another way of signing': (letter, endpoint) => withHeader(seal(letter, endpoint), 'paypal-auth-algo', 'none'),
    'no JSON': (letter, endpoint) => seal({ ...letter, body: `${letter.body}}` }, endpoint),
  },
};

/** A payment as a letter may name it. */
export type Named = { readonly company: Company; readonly id: string; readonly reference: string };

/** What a company that has gone mad would sign: of a payment, that it was paid with another sum, in another currency, to another account. */
export const LIES = {
  'another amount': { amount: 1, currency: 'EUR', payee: null },
  'another currency': { amount: 5_690, currency: 'USD', payee: null },
  'another account': { amount: 5_690, currency: 'EUR', payee: 'acct_of_somebody_else' },
  'all is well': { amount: 5_690, currency: 'EUR', payee: null },
} as const;
export type Lie = keyof typeof LIES;
export const LIE_NAMES = Object.keys(LIES) as readonly Lie[];

/** The text of an event that tells a lie of a payment. `other` is named beside it, where the lie is that they are one. */
export function tellLie({ company, id, reference }: Named, lie: Lie, other = reference): string {
  const { amount, currency, payee } = LIES[lie];
  if (company === 'stripe') {
    const object = {
      ...{ id: other, object: 'payment_intent', status: 'succeeded', amount, amount_received: amount, currency: currency.toLowerCase() },
      ...{ metadata: { bottega_payment: id }, on_behalf_of: payee, livemode: false },
    };
    return JSON.stringify({
      id: `evt_${randomUUID()}`,
      object: 'event',
      type: 'payment_intent.succeeded',
      livemode: false,
      data: { object },
    });
  }
  const resource = {
    ...{ id: randomUUID(), status: 'COMPLETED', custom_id: id, amount: { currency_code: currency, value: (amount / 100).toFixed(2) } },
    ...{ payee: payee === null ? {} : { merchant_id: payee }, supplementary_data: { related_ids: { order_id: other } } },
  };
  const event = { id: `WH-${randomUUID()}`, event_type: 'PAYMENT.CAPTURE.COMPLETED', resource_type: 'capture', resource };
  return JSON.stringify({ event_version: '1.0', ...event });
}
