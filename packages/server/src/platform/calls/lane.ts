import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '@bottega/contracts';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhenResult,
  type IBreaker,
  noJitterGenerator,
} from 'cockatiel';
import type { FullPolicy } from './policy.ts';

/** What one try came to: an answer of whatever status, or none. */
export type Outcome =
  | { readonly answer: Response; readonly isFailure: boolean; readonly retryAfterMs: number | null }
  | { readonly answer?: undefined; readonly failure: ProviderError; readonly isFailure: true };

/** What all callers of one service share: who may go at once, when it may be asked again, and whether it is asked at all. */
export type Lane = {
  /**
   * Runs one try when its turn has come.
   * @throws ProviderError temporary while the breaker is open, rate_limited when too many wait or the service wants to be left alone for
   *   longer than the policy waits; both say in how many seconds it may go on. Nothing was sent then.
   */
  run(policy: FullPolicy, signal: AbortSignal, work: () => Promise<Outcome>): Promise<Outcome>;
  readonly isOpen: boolean;
};

const LONGEST_REST_MS = 30_000;

/** @param onBreak told when the breaker opens. */
export function createLane(made: FullPolicy, onBreak: () => void): Lane {
  const turns = bulkhead(made.atOnce, made.waiting);
  const rests = new ExponentialBackoff({ initialDelay: made.restMs, maxDelay: LONGEST_REST_MS, generator: noJitterGenerator });
  const breaker = circuitBreaker(
    handleWhenResult((outcome) => (outcome as Outcome).isFailure),
    { breaker: breakOn(made.breakAfter), halfOpenAfter: rests },
  );
  breaker.onBreak(onBreak);
  let quietUntil = 0;
  let nextSlot = 0;

  /** Until the service may be asked again: it said so itself, or our own limit does. */
  async function waitForLeave({ perMinute, longestWaitMs, service }: FullPolicy, signal: AbortSignal): Promise<void> {
    for (let wait = quietUntil - Date.now(); wait > 0; wait = quietUntil - Date.now()) {
      if (wait > longestWaitMs) throw busy(`${service} wants to be asked less often.`, wait);
      await sleep(wait, undefined, { signal });
    }
    if (!perMinute) return;
    const wait = nextSlot - Date.now();
    if (wait > longestWaitMs) throw busy(`${service} is asked as often as it may be.`, wait);
    nextSlot = Math.max(nextSlot, Date.now()) + 60_000 / perMinute;
    if (wait > 0) await sleep(wait, undefined, { signal });
  }

  async function tryOnce(policy: FullPolicy, signal: AbortSignal, work: () => Promise<Outcome>): Promise<Outcome> {
    await waitForLeave(policy, signal);
    const outcome = await breaker.execute(work);
    if (outcome.answer && outcome.retryAfterMs !== null) quietUntil = Math.max(quietUntil, Date.now() + outcome.retryAfterMs);
    return outcome;
  }

  return {
    get isOpen() {
      return breaker.state === CircuitState.Open;
    },
    async run(policy, signal, work) {
      try {
        return await turns.execute(() => tryOnce(policy, signal, work), signal);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof BulkheadRejectedError) throw busy(`Too many wait for ${policy.service}.`, policy.restMs);
        if (!(error instanceof BrokenCircuitError)) throw error;
        const message = `${policy.service} has failed several times and is left alone for a moment.`;
        throw new ProviderError('temporary', message, { cause: error, retryAfterSeconds: policy.restMs / 1_000 });
      }
    },
  };
}

const busy = (message: string, waitMs: number): ProviderError =>
  new ProviderError('rate_limited', message, { retryAfterSeconds: Math.ceil(waitMs / 1_000) });

/** Opens after so many failures in a row, or when half of the last twenty calls failed. */
function breakOn(inARow: number): IBreaker {
  const row = new ConsecutiveBreaker(inARow);
  const share = new CountBreaker({ threshold: 0.5, size: 20 });
  return {
    get state() {
      return { row: row.state, share: share.state };
    },
    set state(kept) {
      const { row: ofRow, share: ofShare } = kept as { row: number; share: unknown };
      row.state = ofRow;
      share.state = ofShare;
    },
    success(state) {
      row.success();
      share.success(state);
    },
    failure(state) {
      const isRow = row.failure();
      return share.failure(state) || isRow;
    },
  };
}
