import { ProviderError } from '@bottega/contracts';
import type { Agent } from 'undici';
import { BottegaError } from '../../errors/bottega-error.ts';
import { causesOf, toProviderError } from '../failures.ts';
import { checkTarget, createAddressRule } from './check-target.ts';
import { createGuardedAgent, type Resolve, resolveAsSystem } from './guarded-agent.ts';

export type GuardedRequest = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** For all of it, redirects and body included. */
  readonly timeoutMs: number;
  /** Of the body, unpacked; what comes after is not read. */
  readonly mostBytes: number;
  /** How many redirects are followed, each judged as the first address was; without it the redirect is the answer. GET only. */
  readonly redirects?: number;
};

export type GuardedAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Whether the body was longer than was asked for. */
  readonly isCut: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
};

/** `fetch` for every address that a user or a platform named: it reaches the public internet and nothing else. */
export type GuardedFetch = {
  /**
   * @throws BottegaError address_refused for what may not be called, at whichever hop
   * @throws ProviderError temporary when it cannot be reached, unknown_outcome when the answer was lost
   */
  (address: string, request: GuardedRequest): Promise<GuardedAnswer>;
  /** Judges what can be judged without the network. @throws BottegaError address_refused */
  check(address: string): URL;
  close(): Promise<void>;
};

/** The longest that any guarded call may take. */
const MOST_MS = 60_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** @param alsoAllowed addresses and networks inside that may be called all the same; for developers. */
export function createGuardedFetch(options: { alsoAllowed: readonly string[]; resolve?: Resolve }): GuardedFetch {
  const mayConnect = createAddressRule(options.alsoAllowed);
  const { resolve = resolveAsSystem } = options;
  let agent: Promise<Agent> | undefined;
  const check = (address: string) => checkTarget(address, mayConnect);

  async function guardedFetch(address: string, request: GuardedRequest): Promise<GuardedAnswer> {
    agent ??= createGuardedAgent({ mayConnect, resolve, timeoutMs: MOST_MS });
    const dispatcher = await agent;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(Math.min(request.timeoutMs, MOST_MS))]);
    const first = check(address);
    let url = first;
    // Only a GET is sent on: what a POST carried was meant for the address that was named.
    for (let left = request.method === 'POST' ? 0 : (request.redirects ?? 0); ; left--) {
      // Headers may carry what only the address that was named should see.
      const headers = url.origin === first.origin ? request.headers : {};
      const answer = await send(url, { ...request, ...(headers && { headers }) }, { dispatcher, signal });
      const next = left > 0 ? redirectOf(answer, url) : null;
      if (next === null) return readAnswer(answer, url, request.mostBytes);
      await answer.body?.cancel();
      url = check(next);
    }
  }

  return Object.assign(guardedFetch, {
    check,
    close: async () => (await agent)?.destroy(),
  });
}

async function send(url: URL, request: GuardedRequest, how: { dispatcher: Agent; signal: AbortSignal }): Promise<Response> {
  const { method = 'GET', headers = {}, body } = request;
  const init = { method, headers, redirect: 'manual', ...how, ...(body === undefined ? {} : { body }) } as const;
  try {
    return await globalThis.fetch(url, init as RequestInit);
  } catch (error) {
    throw toFailure(error, request.signal);
  }
}

function redirectOf(answer: Response, from: URL): string | null {
  const location = answer.headers.get('location');
  return REDIRECTS.has(answer.status) && location !== null ? (URL.parse(location, from)?.href ?? location) : null;
}

async function readAnswer(answer: Response, url: URL, mostBytes: number): Promise<GuardedAnswer> {
  const chunks: Buffer[] = [];
  let left = mostBytes;
  let isCut = false;
  try {
    for await (const chunk of answer.body ?? []) {
      chunks.push(Buffer.from(chunk).subarray(0, left));
      isCut = chunk.byteLength > left;
      left -= chunk.byteLength;
      if (isCut) break;
    }
  } catch (error) {
    throw new ProviderError('unknown_outcome', 'The answer broke off.', { cause: error });
  }
  return { status: answer.status, headers: answer.headers, body: Buffer.concat(chunks), isCut, url: url.href };
}

function toFailure(error: unknown, wanted: AbortSignal): unknown {
  if (wanted.aborted) return wanted.reason;
  return [...causesOf(error)].find((cause) => cause instanceof BottegaError) ?? toProviderError(error, 'The address');
}
