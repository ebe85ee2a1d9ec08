import { createMiddleware } from 'hono/factory';
import { BottegaError, type Database, metrics } from '#platform';
import type { AppEnv } from './app-env.ts';

/** Why the process has too much to do. */
type Overload = 'requests' | 'event loop' | 'database';

/** Measures how much the process has to do. */
export type LoadMeter = { readonly overload: (inFlight: number) => Overload | null; readonly stop: () => void };

export type LoadLimits = {
  /** Requests that wait for their answers at once. */
  readonly inFlight: number;
  /** How late a timer may be, in milliseconds, smoothed over half a second. */
  readonly lateMs: number;
  /** How long somebody may wait for a connection to the database, in milliseconds. */
  readonly poolWaitMs: number;
};

const LIMITS: LoadLimits = { inFlight: 256, lateMs: 400, poolWaitMs: 2_000 };
const EVERY_MS = 250;
const RETRY_AFTER_S = 2;

/** Looks four times a second at how late the event loop is, and at the line for connections. */
export function createLoadMeter(database: Pick<Database, 'load'>, limits: LoadLimits = LIMITS): LoadMeter {
  let late = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late = (late + Math.max(0, now - last - EVERY_MS)) / 2;
    last = now;
    const { open, idle, waiting } = database.load();
    metrics.poolConnections.set({ state: 'idle' }, idle);
    metrics.poolConnections.set({ state: 'used' }, open - idle);
    metrics.poolConnections.set({ state: 'waited for' }, waiting);
  }, EVERY_MS);
  timer.unref();
  return {
    overload(inFlight) {
      if (inFlight > limits.inFlight) return 'requests';
      if (late > limits.lateMs) return 'event loop';
      return database.load().longestWaitMs > limits.poolWaitMs ? 'database' : null;
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * Turns requests away while the process has more to do than it can, so that those it has taken are answered. What it has taken goes on:
 * an answer that streams is no longer counted, and health is asked before this.
 */
export const shedLoad = (meter: LoadMeter) => {
  let inFlight = 0;
  return createMiddleware<AppEnv>(async (_, next) => {
    const reason = meter.overload(inFlight + 1);
    if (reason) {
      metrics.httpShed.inc({ reason });
      throw new BottegaError('overloaded', 'The server has more to do than it can; nothing was begun.', { retryAfter: RETRY_AFTER_S });
    }
    inFlight++;
    try {
      await next();
    } finally {
      inFlight--;
    }
  });
};
