import { createHash } from 'node:crypto';
import { type CallContext, ProviderError } from '@bottega/contracts';
import { failureOf, type Refusal, readRefusal } from './errors.ts';
import { type PayPalSettings, readSettings } from './settings.ts';

/** One request. `key` is ours and makes repeating it harmless; a request without one only reads. */
type Question = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly key?: string;
  /** Already written as JSON where its very letters matter. */
  readonly body?: object | string;
  /** A POST that only asks. */
  readonly reads?: true;
};

export type Answer<T> = { readonly value: T; readonly refusal?: undefined } | { readonly refusal: Refusal };

type Token = { readonly value: string; readonly endsAt: number };

/** A token is renewed so long before it ends that no request arrives with a dead one. */
const RENEW_EARLIER_MS = 120_000;
const LONGEST_REQUEST_ID = 108;

/** By the settings they were given for, of which only a hash is kept. */
const tokens = new Map<string, Token>();

const tokenName = ({ origin, clientId, clientSecret }: PayPalSettings): string =>
  createHash('sha256').update([origin, clientId, clientSecret].join('\n')).digest('base64');

/** What stands for a key where only so many letters fit, the same each time. */
export const markOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 16);

const requestIdOf = (key: string): string => (key.length <= LONGEST_REQUEST_ID ? key : createHash('sha256').update(key).digest('hex'));

/**
 * Asks PayPal, and answers what it refused as a value.
 * @throws ProviderError when no answer came: `unknown_outcome` where the request may have had its effect
 */
export async function request<T>(call: CallContext, question: Question): Promise<Answer<T>> {
  const settings = readSettings(call);
  let answer = await send(call, settings, question, await tokenOf(call, settings));
  if (answer.status === 401) {
    // A token can be withdrawn before its end; a second one that is refused as well is the settings' fault.
    await answer.body?.cancel();
    tokens.delete(tokenName(settings));
    answer = await send(call, settings, question, await tokenOf(call, settings));
  }
  if (!answer.ok) return { refusal: await readRefusal(answer) };
  return { value: (answer.status === 204 ? undefined : await readJson(answer, acts(question))) as T };
}

/** The same for requests that ought to succeed. @throws ProviderError for what PayPal refused too */
export async function ask<T>(call: CallContext, question: Question): Promise<T> {
  const answer = await request<T>(call, question);
  if (answer.refusal) throw failureOf(answer.refusal, acts(question));
  return answer.value;
}

const acts = ({ method, reads }: Question): boolean => method !== 'GET' && !reads;

async function send(call: CallContext, { origin }: PayPalSettings, question: Question, token: string): Promise<Response> {
  const { method, path, key, body } = question;
  const headers = new Headers({ authorization: `Bearer ${token}`, accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (key !== undefined) {
    headers.set('paypal-request-id', requestIdOf(key));
    headers.set('idempotency-key', requestIdOf(key)); // tells the road outside that it may send this again
  }
  if (method === 'POST' && !question.reads) headers.set('prefer', 'return=representation');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return reach(call, acts(question), `${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body: text }) });
}

/** @throws ProviderError when no answer came */
async function reach(call: CallContext, hasEffect: boolean, url: string, init: RequestInit): Promise<Response> {
  try {
    // Where PayPal is, is known: an answer that leads elsewhere is none of its.
    return await call.fetch(url, { ...init, redirect: 'error', signal: call.signal });
  } catch (error) {
    throw lostAnswer(error, hasEffect);
  }
}

/** A question that got no answer has done nothing, even where the road outside cannot know that it was one. */
function lostAnswer(error: unknown, hasEffect: boolean): ProviderError {
  const isKnown = error instanceof ProviderError;
  if (isKnown && (hasEffect || error.kind !== 'unknown_outcome')) return error;
  const kind = hasEffect ? 'unknown_outcome' : 'temporary';
  return new ProviderError(kind, 'PayPal’s answer did not arrive: look again in a moment.', { cause: error });
}

async function readJson(answer: Response, hasEffect: boolean): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    throw lostAnswer(error, hasEffect);
  }
}

/** @throws ProviderError auth when PayPal does not know client ID and secret */
async function tokenOf(call: CallContext, settings: PayPalSettings): Promise<string> {
  const name = tokenName(settings);
  const kept = tokens.get(name);
  if (kept && kept.endsAt > Date.now()) return kept.value;
  const answer = await reach(call, false, `${settings.origin}/v1/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: 'grant_type=client_credentials',
  });
  if (!answer.ok) throw failureOf(await readRefusal(answer), false);
  const { access_token: value, expires_in: seconds } = (await readJson(answer, false)) as { access_token?: unknown; expires_in?: unknown };
  if (typeof value !== 'string' || typeof seconds !== 'number') {
    throw new ProviderError('temporary', 'PayPal gave no access: try again in a moment.');
  }
  tokens.set(name, { value, endsAt: Date.now() + seconds * 1_000 - RENEW_EARLIER_MS });
  return value;
}
