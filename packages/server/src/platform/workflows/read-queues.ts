import type pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { createPool } from '../database/pool.ts';
import { metrics } from '../telemetry/metrics.ts';

/** How much there is to do in a queue; `oldestSeconds` is how long the first of those that wait has been waiting. */
export type QueueState = { readonly queue: string; readonly waiting: number; readonly running: number; readonly oldestSeconds: number };

// A workflow that is to begin later is not late. Without the engine's table there is no work yet.
const COUNT = `select queue_name as queue, count(*) filter (where status = 'ENQUEUED')::int as waiting,
    count(*) filter (where status = 'PENDING')::int as running,
    coalesce(extract(epoch from now()) - min(created_at) filter (where status = 'ENQUEUED') / 1000.0, 0)::float8 as "oldestSeconds"
  from dbos.workflow_status where status in ('ENQUEUED', 'PENDING') and queue_name is not null group by queue_name`;
const NO_TABLE = /^(42P01|3F000)$/;
const LOOK_EVERY_MS = 10_000;

/** The state of every queue, of all shops together. */
export async function readQueues(database: Database): Promise<readonly QueueState[]> {
  const pool = openPool(database);
  try {
    return await countQueues(pool);
  } finally {
    await pool.end();
  }
}

/** Keeps the measures of the queues fresh, until stopped. While the database is away they stay as they were. */
export function startQueueMeter(database: Database, log: Logger): { stop(): Promise<void> } {
  const pool = openPool(database);
  const look = () => measure(pool).catch((error: unknown) => log.debug({ err: error }, 'the queues could not be counted'));
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await pool.end();
    },
  };
}

async function measure(pool: pg.Pool): Promise<void> {
  const queues = await countQueues(pool);
  for (const gauge of [metrics.queueDepth, metrics.queueOldestSeconds]) gauge.reset();
  for (const { queue, waiting, running, oldestSeconds } of queues) {
    metrics.queueDepth.set({ queue, state: 'waiting' }, waiting);
    metrics.queueDepth.set({ queue, state: 'running' }, running);
    metrics.queueOldestSeconds.set({ queue }, oldestSeconds);
  }
}

const openPool = (database: Database): pg.Pool => createPool({ ...database.connectAs('bottega_work'), max: 1, statement_timeout: 5_000 });

async function countQueues(pool: pg.Pool): Promise<readonly QueueState[]> {
  try {
    return (await pool.query<QueueState>(COUNT)).rows;
  } catch (error) {
    if (NO_TABLE.test((error as { code?: string }).code ?? '')) return [];
    throw error;
  }
}
