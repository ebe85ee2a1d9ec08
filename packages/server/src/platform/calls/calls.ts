import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '@bottega/contracts';
import type { Logger } from 'pino';
import type { Agent } from 'undici';
import { metrics } from '../telemetry/metrics.ts';
import { traceHeaders } from '../telemetry/scope.ts';
import { inSpan } from '../telemetry/spans.ts';
import { toProviderError } from './failures.ts';
import { createGuardedFetch, type GuardedFetch } from './guard/guarded-fetch.ts';
import { createLane, type Lane, type Outcome } from './lane.ts';
import { type CallPolicy, completePolicy, type FullPolicy } from './policy.ts';
import { type RepeatableRequest, readRequest } from './repeatable-request.ts';
import { readRetryAfter } from './retry-after.ts';

/** The one road to services outside. */
export type Calls = {
  /**
   * Like `fetch`, by the rules of the policy. Answers with the last answer, whatever its status, after what may be tried again was.
   * @throws ProviderError when no answer came: `unknown_outcome` where the request may have had its effect and must not be repeated blindly,
   *   `temporary` and `rate_limited` where it had none
   */
  fetch(policy: CallPolicy, input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** The same with the policy given before, for the SDK of a company. */
  fetchFor(policy: CallPolicy): typeof globalThis.fetch;
  /** For addresses that a user or a platform named. One try. */
  readonly guardedFetch: GuardedFetch;
  close(): Promise<void>;
};

const CONNECT_MS = 5_000;
/** No policy waits longer for an answer. */
const MOST_MS = 10 * 60_000;
const NEVER = new AbortController().signal;

/** One per process; a service's callers share its connections and its lane. */
export function createCalls(options: { log: Logger; alsoAllowed?: readonly string[] }): Calls {
  const { log } = options;
  const lanes = new Map<string, Lane>();
  const guardedFetch = createGuardedFetch({ alsoAllowed: options.alsoAllowed ?? [] });
  let agent: Promise<Agent> | undefined;

  const laneOf = (policy: FullPolicy): Lane => {
    const { service } = policy;
    const lane = lanes.get(service) ?? createLane(policy, () => log.warn({ service }, 'a service outside fails: it is left alone'));
    lanes.set(service, lane);
    return lane;
  };

  async function call(given: CallPolicy, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const policy = completePolicy(given);
    const request = await readRequest(input, init);
    const signal = request.signal ?? NEVER;
    agent ??= openAgent();
    const dispatcher = await agent;
    for (let tried = 0; ; tried++) {
      await policy.admit?.();
      const outcome = await laneOf(policy).run(policy, signal, () => tryOnce(policy, request, dispatcher));
      const wait = waitBeforeNext(policy, request, outcome, tried);
      log.debug({ ...factsOf(policy, request, outcome), tried, wait }, 'called outside');
      if (wait === null) return settle(request, outcome);
      await outcome.answer?.body?.cancel();
      await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  async function measured(policy: CallPolicy, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const { service } = policy;
    const end = metrics.outsideSeconds.startTimer({ service });
    let outcome = 'cancelled';
    try {
      const answer = await inSpan(`call ${service}`, { 'peer.service': service }, () => call(policy, input, init));
      outcome = answer.ok ? 'ok' : `status_${Math.floor(answer.status / 100)}xx`;
      return answer;
    } catch (error) {
      if (error instanceof ProviderError) {
        outcome = error.kind;
        log.warn({ service, kind: error.kind, reason: error.userMessage }, 'a call outside failed');
      }
      throw error;
    } finally {
      end();
      metrics.outsideCalls.inc({ service, outcome });
    }
  }

  return {
    fetch: measured,
    fetchFor: (policy) => (input, init) => measured(policy, input, init),
    guardedFetch,
    async close() {
      await (await agent)?.destroy();
      await guardedFetch.close();
    },
  };
}

/** Connections are kept for a while after an answer; a policy's own limit ends a try before the agent's do. */
async function openAgent(): Promise<Agent> {
  const { Agent } = await import('undici'); // 30 MB, which a program that calls nobody does not need
  return new Agent({ connect: { timeout: CONNECT_MS }, keepAliveTimeout: 10_000, headersTimeout: MOST_MS, bodyTimeout: MOST_MS });
}

const FAILED_STATUS = new Set([408, 429, 500, 502, 503, 504]);

async function tryOnce(policy: FullPolicy, request: RepeatableRequest, dispatcher: Agent): Promise<Outcome> {
  const limit = AbortSignal.timeout(Math.min(policy.timeoutMs, MOST_MS));
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  try {
    const answer = await globalThis.fetch(request.url, {
      ...request.init,
      headers: withTrace(request.init.headers),
      signal,
      dispatcher,
    } as RequestInit);
    const retryAfterMs = FAILED_STATUS.has(answer.status) ? readRetryAfter(answer.headers, Date.now()) : null;
    // Told when to come back, we do: that is no failure of theirs, and the lane waits.
    const isFailure = FAILED_STATUS.has(answer.status) && !(answer.status === 429 && retryAfterMs !== null);
    return { answer, isFailure, retryAfterMs };
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    return { failure: toProviderError(error, policy.service), isFailure: true };
  }
}

/** So that a service that speaks of traces can tell its part of ours. */
function withTrace(given: RequestInit['headers']): Headers {
  const headers = new Headers(given);
  for (const [name, value] of Object.entries(traceHeaders())) headers.set(name, value);
  return headers;
}

/** Milliseconds until the next try; null when this was the last, or another could do harm. */
function waitBeforeNext(policy: FullPolicy, request: RepeatableRequest, outcome: Outcome, tried: number): number | null {
  if (tried >= policy.retries || !request.isRepeatable || !mayTryAgain(request, outcome)) return null;
  const asked = outcome.answer ? outcome.retryAfterMs : null;
  if (asked !== null) return asked > policy.longestWaitMs ? null : asked;
  const most = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** tried);
  return most / 2 + (Math.random() * most) / 2; // shaken, so that those who failed together do not come back together
}

/** A request that was turned away or never sent had no effect. One that may have had it is repeated only where that changes nothing. */
function mayTryAgain(request: RepeatableRequest, outcome: Outcome): boolean {
  const hadNoEffect = outcome.answer ? outcome.answer.status === 429 : outcome.failure.kind === 'temporary';
  return hadNoEffect || (request.isIdempotent && (!outcome.answer || FAILED_STATUS.has(outcome.answer.status)));
}

function settle(request: RepeatableRequest, outcome: Outcome): Response {
  if (outcome.answer) return outcome.answer;
  const { failure } = outcome;
  if (failure.kind !== 'unknown_outcome' || !request.isIdempotentByMethod) throw failure;
  throw new ProviderError('temporary', failure.userMessage, { cause: failure }); // asking once more does no harm
}

/** What the log says of a call: no path and no query, where keys and names travel. */
const factsOf = ({ service }: FullPolicy, { method, url }: RepeatableRequest, { answer }: Outcome) => ({
  service,
  method,
  host: url.host,
  status: answer?.status ?? null,
});
