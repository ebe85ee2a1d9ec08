import { ProviderError } from '@bottega/contracts';
import { readRetryAfter } from '../calls/retry-after.ts';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { signHeaders } from './sign.ts';
import { messageIdOf } from './webhook.ts';

/** The receiver has so long to take a message; the standard asks for 15 to 30 seconds. */
export const TRY_LIMIT_MS = 20_000;
const EXCERPT_BYTES = 1_000;

export type DueDelivery = { readonly id: string; readonly event_id: string; readonly body: string; readonly tries: number };
export type Target = { readonly id: string; readonly url: string };

/** What one try came to. Only 2xx takes the message; 410 says that nobody lives there any more. */
export type TryOutcome = {
  readonly result: 'delivered' | 'gone' | 'failed';
  readonly at: Temporal.Instant;
  readonly ms: number;
  readonly status: number | null;
  readonly excerpt: string;
  /** How long the receiver asked to be left alone. */
  readonly leaveAloneMs: number;
};

/** Sends a message once. Throws only where it is our own affair: the process stops, the secret cannot be opened. */
export async function tryDelivery(ctx: Ctx, target: Target, secrets: readonly string[], delivery: DueDelivery): Promise<TryOutcome> {
  const at = ctx.clock.now();
  const began = performance.now();
  const { body } = delivery;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Bottega-Webhooks/1',
    ...signHeaders({ id: messageIdOf(delivery.event_id), at, body }, secrets),
  };
  const ms = () => Math.round(performance.now() - began);
  try {
    const request = { method: 'POST', headers, body, signal: ctx.signal, timeoutMs: TRY_LIMIT_MS, mostBytes: EXCERPT_BYTES } as const;
    const answer = await ctx.calls.guardedFetch(target.url, request);
    return {
      ...{ at, ms: ms(), result: resultOf(answer.status), status: answer.status, excerpt: plainText(answer.body) },
      leaveAloneMs: readRetryAfter(answer.headers, at.epochMilliseconds) ?? 0,
    };
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof ProviderError || error instanceof BottegaError)) throw error;
    return { at, ms: ms(), result: 'failed', status: null, excerpt: error.message, leaveAloneMs: 0 };
  }
}

const resultOf = (status: number): TryOutcome['result'] =>
  status === 410 ? 'gone' : status >= 200 && status < 300 ? 'delivered' : 'failed';

/** PostgreSQL keeps no NUL, and a cut may fall within a character. */
const plainText = (body: Buffer): string => body.toString('utf8').replaceAll('\0', '').replace(/�$/, '').trim();
