import { randomBytes } from 'node:crypto';
import os from 'node:os';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../database/tables.ts';
import { isAlive } from '../process.ts';

/** This process as one that runs workflows. */
export type Executor = {
  readonly id: string;
  /** Whether the others must take it for living: what it runs is its own as long as this holds. */
  holds(): boolean;
  /** Hands back what it still runs, for the others to go on with, and signs off. */
  signOff(): Promise<void>;
};

/** How an executor lives, in ms. */
type Pace = {
  readonly beat: number;
  /** One that has been silent for so long is taken for dead by the others. */
  readonly silence: number;
  /** It takes itself for dead a little sooner, so that it has let go before another takes over. */
  readonly lease: number;
};

const PACE: Pace = { beat: 2_000, silence: 10_000, lease: 8_000 };
/** So often in the time of a beat it looks whether it still holds. */
const WATCHES = 4;

/** What an executor has written down of itself, and whether it has been silent for too long. */
type Line = { readonly id: string; readonly pid: number; readonly host: string; readonly silent: boolean };

const isDead = ({ silent, host, pid }: Line): boolean => silent || (host === os.hostname() && !isAlive(pid));

const HAND_BACK = `update dbos.workflow_status s
  set status = 'ENQUEUED', owner_xid = null, started_at_epoch_ms = null, updated_at = (extract(epoch from now()) * 1000)::bigint
  where s.status = 'PENDING'`;

/**
 * Signs this process on and keeps its heart beating. With each beat it looks at the others and hands what dead ones left back to the
 * queues, in one statement, so that of several who notice a death one alone does it.
 * @param lapsed is called when this process has been silent for too long (stalled, or cut off from the database): it must let go of
 * whatever it runs. Once its heart beats again, that is handed back too.
 */
export async function signOn(pool: pg.Pool, log: Logger, lapsed: () => void, pace = PACE): Promise<Executor> {
  const id = `${process.pid}-${randomBytes(5).toString('hex')}`;
  let lastBeat = performance.now();
  let hasLapsed = false;
  const holds = () => performance.now() - lastBeat < pace.lease;

  async function beat(): Promise<void> {
    const begun = performance.now();
    await pool.query(
      `insert into work.executor (id, pid, host, beat_at) values ($1, $2, $3, now()) on conflict (id) do update set beat_at = now()`,
      [id, process.pid, os.hostname()],
    );
    lastBeat = begun;
    if (!hasLapsed) return;
    await pool.query(`${HAND_BACK} and executor_id = $1`, [id]);
    hasLapsed = false;
    log.warn('the heart beats again; what was let go of waits for whoever has room');
  }

  function watch(): void {
    if (holds() || hasLapsed) return;
    hasLapsed = true;
    log.warn('this process was silent for too long and lets go of its workflows');
    lapsed();
  }

  await beat();
  await takeOver(pool, id, log, pace);
  let beating: Promise<void> | undefined;
  const watching = setInterval(watch, pace.beat / WATCHES);
  const heart = setInterval(() => {
    beating ??= beat()
      .then(() => takeOver(pool, id, log, pace))
      .catch((error: unknown) => log.warn({ err: error }, 'heartbeat failed'))
      .finally(() => {
        beating = undefined;
      });
  }, pace.beat);
  return {
    id,
    holds: () => holds() && !hasLapsed,
    async signOff() {
      clearInterval(heart);
      clearInterval(watching);
      await beating;
      await pool
        .query(`${HAND_BACK} and executor_id = $1`, [id])
        .then(() => pool.query('delete from work.executor where id = $1', [id]))
        .catch((error) => log.warn({ err: error }, 'could not sign off; the others will notice'));
    },
  };
}

/**
 * Hands the workflows of executors that are gone back to their queues. Again and again: a dead process's last statement may still be running
 * in PostgreSQL when the first look is taken.
 */
async function takeOver(pool: pg.Pool, own: string, log: Logger, { silence }: Pace): Promise<void> {
  const { rows } = await pool.query<Line>(
    `select id, pid, host, beat_at < now() - $1 * interval '1 millisecond' as silent from work.executor where id <> $2`,
    [silence, own],
  );
  const dead = rows.filter(isDead).map(({ id }) => id);
  const { rows: orphans } = await pool.query<{ workflow: string; executor: string }>(
    `${HAND_BACK} and (s.executor_id = any ($1) or not exists (select from work.executor e where e.id = s.executor_id))
      returning s.workflow_uuid as workflow, s.executor_id as executor`,
    [dead],
  );
  for (const { workflow, executor } of orphans) log.info({ workflow, from: executor }, 'taking over a workflow');
  await pool.query(`delete from work.executor where id = any ($1) and beat_at < now() - interval '1 minute'`, [dead]);
}

/** Whether an executor is gone, by the signs by which its workflows are taken over: whatever it was at is nobody's any more. */
export async function isGone(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<Line>`select * from work.look_at_executor(${id}, ${PACE.silence})`.execute(db);
  return rows.every(isDead);
}
