import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A fresh secret, as Standard Webhooks writes them. */
export const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** What is signed: the message's id, the moment of this try, and the body to the byte. */
export type SignedMessage = { readonly id: string; readonly at: Temporal.Instant; readonly body: string };

/** The headers of Standard Webhooks 1.0: a signature of each secret, so that a receiver who still has the older one is served. */
export function signHeaders({ id, at, body }: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const moment = new Date(at.epochMilliseconds);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.epochMilliseconds / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, moment, body)).join(' '),
  };
}
