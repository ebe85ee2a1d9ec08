import { sign, verify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { SimulatorHost } from '@bottega/contracts';
import { json, malformed } from './answers.ts';
import { makeAuthority } from './certificate.ts';
import { takeFault, type WebhookFault } from './faults.ts';
import { type Happening, instant, shopKeys } from './state.ts';
import { API } from './views.ts';

type Authority = ReturnType<typeof makeAuthority>;
type Sent = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

const AUTHORITY = 'authority';
const HELD = 'held-webhooks';
const FOUR_DAYS_MS = 4 * 86_400_000;

/** The simulator’s own authority, made when it is first needed. */
async function authorityOf(host: SimulatorHost): Promise<Authority> {
  const kept = await host.records.get<Authority>(AUTHORITY);
  return kept ?? host.records.change<Authority>(AUTHORITY, (before) => before ?? makeAuthority(host.now()));
}

const signedText = (id: string, time: string, webhook: string, body: string): Buffer =>
  Buffer.from([id, time, webhook, crc32(body)].join('|'));

/** A webhook as PayPal sends it, or as somebody would who wants to pass for PayPal. */
async function writeWebhook(host: SimulatorHost, { type, kind, resource }: Happening, fault?: WebhookFault): Promise<Sent> {
  const authority = await authorityOf(host);
  const now = new Date(host.now().getTime() - (fault === 'late' ? FOUR_DAYS_MS : 0));
  const time = instant(now);
  const body = JSON.stringify({
    id: `WH-${crypto.randomUUID().toUpperCase()}`,
    event_version: '1.0',
    create_time: time,
    resource_type: kind,
    resource_version: '2.0',
    event_type: type,
    summary: `Simulated: ${type}`,
    resource,
    links: [],
  });
  const id = crypto.randomUUID();
  const webhook = fault === 'foreign' ? 'WHOFANOTHERSHOP' : shopKeys(host).webhookId;
  const { signer } = fault === 'forged' ? makeAuthority(now) : authority;
  const signature = sign('RSA-SHA256', signedText(id, time, webhook, body), signer.privateKey);
  const headers = {
    'content-type': 'application/json',
    'paypal-auth-algo': 'SHA256withRSA',
    'paypal-auth-version': 'v2',
    'paypal-cert-url': `${API}/v1/notifications/certs/${authority.id}`,
    'paypal-transmission-id': id,
    'paypal-transmission-sig': signature.toString('base64'),
    'paypal-transmission-time': time,
  };
  return { headers, body };
}

/** Tells the shop what has happened, in order unless another is demanded. That a shop cannot be reached is no failure of the act. */
export async function announce(host: SimulatorHost, happenings: readonly Happening[]): Promise<void> {
  for (const happening of happenings) {
    const what = (await takeFault(host.records, 'webhook'))?.what as WebhookFault | undefined;
    const sent = await writeWebhook(host, happening, what);
    if (what === 'held') {
      await host.records.change<readonly Sent[]>(HELD, (before = []) => [...before, sent]);
      continue;
    }
    const times = what === 'lost' ? 0 : what === 'duplicate' ? 2 : 1;
    for (let time = 0; time < times; time++) await deliver(host, sent);
    for (const held of await takeHeld(host)) await deliver(host, held);
  }
}

async function takeHeld({ records }: SimulatorHost): Promise<readonly Sent[]> {
  if (!(await records.get<readonly Sent[]>(HELD))?.length) return [];
  let taken: readonly Sent[] = [];
  await records.change<readonly Sent[]>(HELD, (before = []) => {
    taken = before;
    return [];
  });
  return taken;
}

/** What could not be delivered is written down, so that somebody who misses it can see why. */
async function deliver(host: SimulatorHost, sent: Sent): Promise<void> {
  try {
    await host.deliver(sent);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await host.records.change(`undelivered/${sent.headers['paypal-transmission-id']}`, () => ({ body: sent.body, reason }));
  }
}

export async function getCertificate(host: SimulatorHost, id: string): Promise<Response> {
  const { id: own, root, signer } = await authorityOf(host);
  if (id !== own) return new Response(null, { status: 404 });
  return new Response(`${signer.certificate}${root}`, { headers: { 'content-type': 'text/plain' } });
}

export async function getRoot(host: SimulatorHost): Promise<Response> {
  return new Response((await authorityOf(host)).root, { headers: { 'content-type': 'text/plain' } });
}

type VerifyBody = {
  readonly transmission_id?: string;
  readonly transmission_time?: string;
  readonly transmission_sig?: string;
  readonly webhook_id?: string;
};

/** The event counts as it is written, which JSON.parse would not keep: it stands last in the request. */
const EVENT = /"webhook_event"\s*:\s*(\{.*\})\s*\}\s*$/s;

export async function verifyWebhook(host: SimulatorHost, text: string): Promise<Response> {
  const asked = JSON.parse(text) as VerifyBody;
  const event = EVENT.exec(text)?.[1];
  const { transmission_id: id, transmission_time: time, transmission_sig: signature, webhook_id: webhook } = asked;
  if (!event || !id || !time || !signature || !webhook) return malformed('MISSING_REQUIRED_PARAMETER', '/webhook_event');
  const { publicKey } = new X509Certificate((await authorityOf(host)).signer.certificate);
  const isOurs = webhook === shopKeys(host).webhookId;
  const isRight = verify('RSA-SHA256', signedText(id, time, webhook, event), publicKey, Buffer.from(signature, 'base64'));
  return json(200, { verification_status: isOurs && isRight ? 'SUCCESS' : 'FAILURE' });
}
