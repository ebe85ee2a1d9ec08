import type { LogEvent } from 'kysely';
import type { Logger } from 'pino';
import { metrics } from './metrics.ts';

const MOST_TEXT = 400;

/** Set while slow statements are told of. */
let watch: { readonly log: Logger; readonly afterMs: number } | undefined;

/** Tells the log of statements that take longer than `afterMs`, until closed. */
export function watchSlowQueries(log: Logger, afterMs: number): { close(): void } {
  watch = { log, afterMs };
  return {
    close() {
      watch = undefined;
    },
  };
}

/** Hears of every statement from Kysely. The text has a placeholder for each value, so it tells nothing of anybody. */
export function noteQuery({ query, queryDurationMillis, level }: LogEvent): void {
  if (!watch || queryDurationMillis < watch.afterMs) return;
  metrics.slowQueries.inc();
  const statement = query.sql.replaceAll(/\s+/g, ' ').slice(0, MOST_TEXT);
  watch.log.warn({ ms: Math.round(queryDurationMillis), statement, failed: level === 'error' }, 'a slow statement');
}
