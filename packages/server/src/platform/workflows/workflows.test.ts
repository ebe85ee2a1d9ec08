import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, inTransaction, newId } from '../context.ts';
import { enqueueWorkflow } from './enqueue.ts';
import { startWorkflows, type Workflows } from './workflows.ts';

let world: TestWorld;
let ctx: Ctx;
let workflows: Workflows;
let tables: pg.Client;
const stopping = new AbortController();
const ran: string[] = [];
/** What a run of "shaky" fails with, in turn. */
const failures: Error[] = [];

beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
  workflows = await startWorkflows(
    world.ground,
    [
      {
        name: 'steady',
        run: async (own, subjectId, step) => {
          const answer = await step('first', async () => `first of ${own.shop.slug}`);
          await step('second', async () => void ran.push(`${answer}: ${subjectId}`));
        },
      },
      {
        name: 'shaky',
        run: async (_own, subjectId, step) => {
          await step('only', async () => {
            ran.push(`try ${subjectId}`);
            const failure = failures.shift();
            if (failure) throw failure;
          });
        },
      },
    ],
    { stopping: stopping.signal },
  );
  tables = new pg.Client(world.database.connectAs('bottega_work'));
  await tables.connect();
});
afterAll(async () => {
  stopping.abort();
  await tables?.end();
  await workflows?.stop();
  await world?.close();
});

const workflowsOf = async (subjectId: string): Promise<string[]> => {
  const { rows } = await tables.query<{ status: string }>('select status from dbos.workflow_status where workflow_uuid like $1', [
    `%:${subjectId}`,
  ]);
  return rows.map(({ status }) => status);
};
const settled = (subjectId: string, status: string) => expect.poll(() => workflowsOf(subjectId), { timeout: 8_000 }).toEqual([status]);

test('a workflow runs in its shop, step after step, and only once however often it is enqueued', async () => {
  const subjectId = newId();
  await Promise.all(Array.from({ length: 4 }, () => enqueueWorkflow(ctx, 'steady', subjectId)));
  await settled(subjectId, 'SUCCESS');
  await enqueueWorkflow(ctx, 'steady', subjectId);
  await sleep(600);
  expect(ran.filter((line) => line.includes(subjectId))).toEqual([`first of ${ctx.shop.slug}: ${subjectId}`]);
});

test('a transaction that is rolled back leaves no workflow', async () => {
  const subjectId = newId();
  const undone = inTransaction(ctx, async (tx) => {
    await enqueueWorkflow(tx, 'steady', subjectId);
    throw new Error('changed its mind');
  });
  await expect(undone).rejects.toThrow('changed its mind');
  expect(await workflowsOf(subjectId)).toEqual([]);
});

test('a shop can enqueue for itself alone, and sees nothing of the workflow tables', async () => {
  const other = await world.createCtx();
  const subjectId = newId();
  await expect(enqueueWorkflow({ ...ctx, shop: other.shop }, 'steady', subjectId)).rejects.toMatchObject({
    code: '42501',
    message: 'not this shop',
  });
  await expect(sql`select from dbos.workflow_status`.execute(ctx.db)).rejects.toMatchObject({ code: '42501' });
  await expect(sql`select from work.executor`.execute(ctx.db)).rejects.toMatchObject({ code: '42501' });
  expect(await workflowsOf(subjectId)).toEqual([]);
  const unbound = new pg.Client(world.database.connectAs('bottega_app'));
  await unbound.connect();
  const asNobody = unbound.query('select work.enqueue_workflow($1, $2, $3, $3, $4)', ['steady', other.shop.id, subjectId, 'a-request']);
  await expect(asNobody).rejects.toMatchObject({ code: '42501' });
  await unbound.end();
});

test('a step is tried again when the database was away, and fails at once of anything else', async () => {
  const [lost, broken] = [newId(), newId()];
  failures.push(Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }));
  await enqueueWorkflow(ctx, 'shaky', lost);
  await settled(lost, 'SUCCESS');
  expect(ran.filter((line) => line === `try ${lost}`)).toHaveLength(2);
  failures.push(new Error('out of ink'));
  await enqueueWorkflow(ctx, 'shaky', broken);
  await settled(broken, 'ERROR');
  expect(ran.filter((line) => line === `try ${broken}`)).toHaveLength(1);
});

test('nothing personal stands in the workflow tables: ids, and no names', async () => {
  const { rows: names } = await tables.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relnamespace = 'dbos'::regnamespace and relkind = 'r'`,
  );
  const texts: string[] = [];
  for (const { name } of names) {
    const { rows } = await tables.query<{ text: string }>(`select t::text as text from dbos.${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  expect(texts.some((text) => text.includes(ctx.shop.id))).toBe(true);
  expect(texts.filter((text) => text.includes(ctx.shop.name))).toEqual([]);
});
