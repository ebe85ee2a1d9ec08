import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { type Ctx, newId } from '../../packages/server/src/platform/context.ts';
import { enqueueWorkflow } from '../../packages/server/src/platform/workflows/enqueue.ts';
import { startWorkflows } from '../../packages/server/src/platform/workflows/workflows.ts';
import { openTestWorld } from '../../packages/server/src/testing/test-world.ts';
import { atLeast, plain } from '../figure.ts';
import type { Measure } from './run.ts';

const GOAL = 100;
const WORKFLOWS = 1_500;
const WARM_UP = 200;
/** Requests that enqueue side by side, as a busy shop's would. */
const ENQUEUERS = 8;
/** A step that did no work would measure nothing but the engine; one row is the least that a real one writes. */
const TABLE = 'create table work.bench_step (shop_id uuid, subject_id uuid, step text, primary key (shop_id, subject_id, step))';

/**
 * Durable workflows of three steps per second, each step writing one row: enqueued in transactions of their own and run by the engine as the
 * program runs it. Beside it, what the same PostgreSQL does of bare inserts, one a transaction.
 */
export const measure: Measure = async ({ quick }) => {
  const world = await openTestWorld();
  const stopping = new AbortController();
  const admin = new pg.Client(world.database.connectAs('bottega_work'));
  await admin.connect();
  try {
    await admin.query(TABLE);
    await admin.query('grant insert, select on work.bench_step to bottega_app');
    const ctx = await world.createCtx();
    const workflow = {
      name: 'bench',
      run: async (own: Ctx, id: string, step: <T>(name: string, work: () => Promise<T>) => Promise<T>) => {
        for (const name of ['first', 'second', 'third']) await step(name, () => write(own, id, name));
      },
    };
    const workflows = await startWorkflows(world.ground, [workflow], { stopping: stopping.signal });
    await sleep(1_500); // the engine finds its queues
    await run(ctx, admin, WARM_UP);
    const rate = await run(ctx, admin, quick ? WORKFLOWS / 3 : WORKFLOWS);
    const bare = await insertBare(world.database.connectAs('bottega_work'));
    stopping.abort();
    await workflows.stop();
    return [
      atLeast(
        GOAL,
        'ground/workflows/three-steps',
        rate,
        'workflows/s',
        `${Math.round(bare)} bare inserts/s by ${ENQUEUERS} connections beside it`,
      ),
      plain('ground/workflows/in-inserts', bare / rate, 'inserts', 'one such workflow, by what this PostgreSQL does of bare ones'),
    ];
  } finally {
    await admin.end();
    await world.close();
  }
};

async function write({ db, shop }: Ctx, subject_id: string, step: string): Promise<void> {
  await sql`insert into work.bench_step values (${shop.id}, ${subject_id}, ${step}) on conflict do nothing`.execute(db);
}

/** Enqueues so many and waits for the last; workflows per second from the first enqueueing to the last end. */
async function run(ctx: Ctx, admin: pg.Client, count: number): Promise<number> {
  const before = await countDone(admin);
  const began = performance.now();
  let left = count;
  const enqueue = async () => {
    while (left-- > 0) await enqueueWorkflow(ctx, 'bench', newId());
  };
  await Promise.all(Array.from({ length: ENQUEUERS }, enqueue));
  while ((await countDone(admin)) - before < count) await sleep(20);
  return (count / (performance.now() - began)) * 1_000;
}

async function countDone(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ done: number }>(
    `select count(*)::int as done from dbos.workflow_status where name = 'bench' and status = 'SUCCESS'`,
  );
  return rows[0]?.done ?? 0;
}

/** One row in each transaction, by as many connections as enqueue above, for three seconds. */
async function insertBare(config: pg.ClientConfig): Promise<number> {
  const clients = Array.from({ length: ENQUEUERS }, () => new pg.Client(config));
  await Promise.all(clients.map((client) => client.connect()));
  const until = performance.now() + 3_000;
  let inserted = 0;
  const insert = async (client: pg.Client) => {
    for (; performance.now() < until; inserted++) {
      await client.query({ name: 'bare', text: 'insert into work.bench_step values ($1, $2, $3)', values: [newId(), newId(), 'bare'] });
    }
  };
  await Promise.all(clients.map(insert));
  await Promise.all(clients.map((client) => client.end()));
  return inserted / 3;
}
