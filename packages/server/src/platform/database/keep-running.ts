import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EmbeddedPostgres } from './embedded-postgres.ts';

const LOOK_EVERY_MS = 1_000;
/** After a start that failed (a full disk, say). */
const TRY_AGAIN_MS = 2_000;

/**
 * Looks every second whether the embedded PostgreSQL still runs, and starts it again where it was killed. Until it answers, requests are
 * told `database_away`; steps of workflows try again by themselves.
 */
export function keepRunning(postgres: EmbeddedPostgres, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const watching = watch(postgres, log, stopping.signal);
  return {
    stop() {
      stopping.abort();
      return watching;
    },
  };
}

async function watch(postgres: EmbeddedPostgres, log: Logger, signal: AbortSignal): Promise<void> {
  for (let pause = LOOK_EVERY_MS; await rest(pause, signal); ) {
    try {
      if (await postgres.revive()) log.warn('PostgreSQL had ended; it was started again');
      pause = LOOK_EVERY_MS;
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL has ended and cannot be started');
      pause = TRY_AGAIN_MS;
    }
  }
}

/** False when the signal went off meanwhile. */
const rest = (ms: number, signal: AbortSignal): Promise<boolean> => sleep(ms, true, { signal, ref: false }).catch(() => false);
