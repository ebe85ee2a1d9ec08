import type { Logger } from 'pino';
import type pg from 'pg';

export type ReadClock = () => Promise<Temporal.Instant>;

const LOOK_EVERY_MS = 1_000;

/** One clock for all processes: that of the database. One whose own goes wrong begins nothing too early and nothing twice. */
export const clockOfDatabase =
  (pool: pg.Pool): ReadClock =>
  async () => {
    const { rows } = await pool.query<{ now: string }>('select clock_timestamp() as now');
    return Temporal.Instant.from((rows[0] as { now: string }).now);
  };

/** What need not be done at every look. */
export function everyHour(work: () => Promise<void>): () => Promise<void> {
  let done = performance.now();
  return async () => {
    if (performance.now() - done < 3_600_000) return;
    await work();
    done = performance.now();
  };
}

/** Looks every second for what is due, until stopped. What fails is told of, and looked at again. */
export function startSchedules(readClock: ReadClock, looks: readonly ((now: Temporal.Instant) => Promise<void>)[], log: Logger) {
  let looking: Promise<void> | undefined;
  const look = async () => {
    const now = await readClock();
    for (const one of looks) await one(now);
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log.warn({ err: error }, 'could not look for what is due'))
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_EVERY_MS);
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}
