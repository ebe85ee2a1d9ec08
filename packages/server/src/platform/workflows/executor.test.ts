import os from 'node:os';
import pg from 'pg';
import pino, { type Logger } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { newId } from '../context.ts';
import { signOn } from './executor.ts';
import { prepareWorkflows } from './workflows.ts';

const PACE = { beat: 200, silence: 1_500, lease: 1_000 };

let world: TestWorld;
let pool: pg.Pool;
/** The workflows that somebody said to take over. */
let taken: string[];
let log: Logger;

beforeAll(async () => {
  world = await openTestWorld();
  await prepareWorkflows(world.ground, []);
  pool = openPool();
});
beforeEach(async () => {
  await pool.query('truncate dbos.workflow_status cascade');
  await pool.query('truncate work.executor');
  taken = [];
  const write = (line: string) => {
    const { msg, workflow } = JSON.parse(line) as { msg: string; workflow?: string };
    if (msg === 'taking over a workflow' && workflow) taken.push(workflow);
  };
  log = pino({}, { write });
});
afterAll(async () => {
  await pool?.end();
  await world?.close();
});

/** PostgreSQL ends soon after the pool does, and may be the quicker. */
function openPool(): pg.Pool {
  const opened = new pg.Pool({ ...world.database.connectAs('bottega_work'), max: 8 });
  return opened.on('error', () => undefined);
}

/** Workflows that an executor has begun. */
async function begin(executor: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  for (const id of ids) {
    await pool.query(
      `insert into dbos.workflow_status (workflow_uuid, status, name, queue_name, executor_id, owner_xid, created_at, updated_at)
       values ($1, 'PENDING', 'work', 'work', $2, 'mark', 0, 0)`,
      [id, executor],
    );
  }
  return ids;
}

async function statesOf(ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ state: string }>(
    `select distinct status || ' ' || queue_name || ' ' || coalesce(owner_xid, '-') as state from dbos.workflow_status where workflow_uuid = any ($1)`,
    [ids],
  );
  return rows.map(({ state }) => state);
}

const nothing = (): void => undefined;

test('what a dead one left is handed back to its queue once, however many notice', async () => {
  await pool.query(`insert into work.executor values ('dead', 4194303, $1, now())`, [os.hostname()]);
  const left = await begin('dead', 40);
  const unknown = await begin('never signed on', 3);
  const living = await Promise.all([1, 2, 3].map(() => signOn(pool, log, nothing, PACE)));
  await expect.poll(() => taken.length, { timeout: 5_000 }).toBe(43);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(taken.toSorted()).toEqual([...left, ...unknown].toSorted());
  expect(await statesOf([...left, ...unknown])).toEqual(['ENQUEUED work -']);
  const own = await begin(living[0]?.id ?? '', 2);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await statesOf(own)).toEqual(['PENDING work mark']);
  for (const executor of living) await executor.signOff();
  expect((await pool.query('select from work.executor where pid = $1', [process.pid])).rowCount).toBe(0);
  expect(await statesOf(own)).toEqual(['ENQUEUED work -']);
});

test('one of another machine that falls silent is taken for dead', async () => {
  await pool.query(`insert into work.executor values ('far', 1, 'elsewhere', now())`);
  const left = await begin('far', 2);
  const executor = await signOn(pool, log, nothing, PACE);
  expect(await statesOf(left)).toEqual(['PENDING work mark']);
  await expect.poll(() => taken.toSorted(), { timeout: 5_000 }).toEqual(left.toSorted());
  await executor.signOff();
});

test('one that cannot beat lets go before the others take over, and hands back once it can', async () => {
  const times = { lapsed: 0, taken: 0 };
  const lapse = () => {
    times.lapsed = performance.now();
  };
  const stalled = await signOn(pool, log, lapse, PACE);
  const own = await begin(stalled.id, 3);
  expect(stalled.holds()).toBe(true);
  const blocker = await pool.connect();
  await blocker.query('begin');
  await blocker.query('select from work.executor where id = $1 for update', [stalled.id]);
  const other = openPool();
  const watcher = await signOn(other, log, nothing, PACE);
  const watching = setInterval(() => {
    if (taken.length > 0 && times.taken === 0) times.taken = performance.now();
  }, 20);
  await expect.poll(() => times.taken, { timeout: 6_000 }).toBeGreaterThan(0);
  clearInterval(watching);
  expect(times.lapsed).toBeGreaterThan(0);
  expect(times.lapsed).toBeLessThan(times.taken);
  expect(stalled.holds()).toBe(false);
  await blocker.query('rollback');
  blocker.release();
  await expect.poll(() => stalled.holds(), { timeout: 5_000 }).toBe(true);
  expect(await statesOf(own)).toEqual(['ENQUEUED work -']);
  await watcher.signOff();
  await stalled.signOff();
  await other.end();
});
