import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older than this, an event is taken for one that somebody kept and sends again. In seconds, as Stripe's own libraries have it. */
const TOLERANCE_S = 300;

/** The `Stripe-Signature` of a body: the time in seconds since 1970, and HMAC-SHA256 over time, point and body. */
export function sign(body: string | Uint8Array, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${macOf(seconds, body, secret).toString('hex')}`;
}

/**
 * Why a signature is not believed, or undefined for one that is. `secrets` may all have signed; every comparison takes the same time
 * however much of it is right.
 */
export function findFault(
  { header, body, now }: { readonly header: string; readonly body: Uint8Array; readonly now: Date },
  secrets: readonly string[],
): string | undefined {
  const parts = header.split(',').map((part) => part.trim().split('=', 2) as [string, string | undefined]);
  const times = parts.filter(([name]) => name === 't').map(([, value]) => value ?? '');
  const given = parts.filter(([name]) => name === 'v1').map(([, value]) => Buffer.from(value ?? '', 'hex'));
  const [time = ''] = times;
  if (times.length !== 1 || !/^\d{1,12}$/.test(time) || given.length === 0) return 'it carries no signature';
  const seconds = Number(time);
  const expected = secrets.map((secret) => macOf(seconds, body, secret));
  const isTheirs = expected.map((mac) => given.some((candidate) => isSame(mac, candidate))).includes(true);
  if (!isTheirs) return 'its signature is not of our secret';
  return Math.abs(now.getTime() / 1000 - seconds) > TOLERANCE_S ? 'it is too old' : undefined;
}

const macOf = (seconds: number, body: string | Uint8Array, secret: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();

const isSame = (mac: Buffer, candidate: Buffer): boolean => mac.length === candidate.length && timingSafeEqual(mac, candidate);
