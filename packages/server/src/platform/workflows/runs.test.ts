import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, newId } from '../context.ts';
import { cancelRun, cancelWorkflow, rerunFrom, resumeRun } from './change-run.ts';
import { clearRuns } from './clear-runs.ts';
import type { Queues, WorkflowDefinition } from './definition.ts';
import { enqueueWorkflow } from './enqueue.ts';
import { followRun } from './follow-run.ts';
import { getRun } from './get-run.ts';
import { listRuns } from './list-runs.ts';
import type { RunState } from './run.ts';
import { startWorkflows, type Workflows } from './workflows.ts';

const QUEUES: Queues = {
  work: { perProcess: 20, lookEveryMs: 50 },
  narrow: { perProcess: 1, lookEveryMs: 50 },
  scarce: { perProcess: 10, rate: { most: 2, perSeconds: 30 }, lookEveryMs: 50 },
};

let world: TestWorld;
let ctx: Ctx;
let tables: pg.Client;
let workflows: Workflows;
const stopping = new AbortController();
/** What the steps did, in order: "subject step". */
const did: string[] = [];
/** The reason with which a step's signal went off. */
const aborted: unknown[] = [];
let gate = Promise.withResolvers<void>();
let failing = false;

const note = (subjectId: string, step: string) => void did.push(`${subjectId} ${step}`);
const stepsOf = (subjectId: string) => did.filter((line) => line.startsWith(subjectId)).map((line) => line.split(' ')[1]);

/** Waits at the gate; an abort lets go at once, as a good step does. */
const waitAtGate = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const leave = () => {
      aborted.push(signal.reason);
      reject(signal.reason);
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    void gate.promise.then(resolve);
  });

const definitions: WorkflowDefinition[] = [
  {
    name: 'three',
    run: async (own, id, step) => {
      await step('first', async () => note(id, 'first'));
      await step('second', async () => {
        own.log.info('on the way');
        note(id, 'second');
        await waitAtGate(own.signal);
        if (failing) throw new Error('out of ink');
      });
      await step('third', async () => note(id, 'third'));
    },
  },
  ...['low', 'high'].map((name) => ({
    name,
    queue: 'narrow',
    priority: name === 'high' ? 1 : 50,
    run: async (_: Ctx, id: string, step: Parameters<WorkflowDefinition['run']>[2]) => {
      await step('only', async () => note(id, name));
    },
  })),
  { name: 'rationed', queue: 'scarce', run: async (_, id) => note(id, 'rationed') },
];

beforeAll(async () => {
  world = await openTestWorld();
  ctx = { ...(await world.createCtx()), requestId: 'request-of-the-test' };
  workflows = await startWorkflows(world.ground, definitions, { stopping: stopping.signal, queues: QUEUES });
  tables = new pg.Client(world.database.connectAs('bottega_work'));
  await tables.connect();
});
afterAll(async () => {
  gate.resolve();
  stopping.abort();
  await tables?.end();
  await workflows?.stop();
  await world?.close();
});

/** Enqueues a workflow and gives the id of its run. */
async function begin(workflow: string, subjectId = newId()): Promise<{ id: string; subjectId: string }> {
  await enqueueWorkflow(ctx, workflow, subjectId);
  const { items } = await listRuns(ctx, { workflow, limit: 100 });
  return { id: items.find((item) => item.subjectId === subjectId)?.id ?? '', subjectId };
}

const isIn = (id: string, state: RunState) => expect.poll(async () => (await getRun(ctx, { id })).state, { timeout: 8_000 }).toBe(state);
const hasDone = (subjectId: string, ...steps: string[]) => expect.poll(() => stepsOf(subjectId), { timeout: 8_000 }).toEqual(steps);
function closeGate(): void {
  gate = Promise.withResolvers<void>();
}

describe('a run', () => {
  test('tells its steps, its log and the request that it began with, to its shop alone', async () => {
    closeGate();
    const { id, subjectId } = await begin('three');
    await hasDone(subjectId, 'first', 'second');
    await expect
      .poll(async () => (await getRun(ctx, { id })).steps.map(({ name, state }) => `${name} ${state}`))
      .toEqual(['first done', 'second running']);
    gate.resolve();
    await isIn(id, 'done');
    await expect.poll(async () => (await getRun(ctx, { id })).log.at(-1)).toMatchObject({ event: 'done', step: 'third' });
    const run = await getRun(ctx, { id });
    expect(run).toMatchObject({
      workflow: 'three',
      subjectId,
      queue: 'work',
      requestId: 'request-of-the-test',
      enqueuedBy: 'system:test',
      beginnings: 1,
    });
    expect(run.steps.map(({ name, state, attempts }) => `${name} ${state} ${attempts}`)).toEqual([
      'first done 1',
      'second done 1',
      'third done 1',
    ]);
    expect(run.log.map(({ event, step, message }) => `${step} ${event} ${message}`.trim())).toContain('second said on the way');
    const other = await world.createCtx();
    expect((await listRuns(other)).items).toEqual([]);
    await expect(getRun(other, { id })).rejects.toMatchObject({ code: 'not_found' });
    for (const change of [cancelRun, resumeRun]) await expect(change(other, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await sql`select from work.run_state`.execute(other.db)).rows).toEqual([]);
    expect((await sql`select from work.run_step`.execute(other.db)).rows).toEqual([]);
    const { rows } = await sql<{ done: boolean }>`select work.rewind_run(${`three:${subjectId}`}, 0) as done`.execute(other.db);
    expect(rows[0]?.done).toBe(false);
  });

  test('can be followed to its end', async () => {
    closeGate();
    const { id } = await begin('three');
    const states: string[] = [];
    const following = (async () => {
      for await (const run of followRun(ctx, { id, signal: AbortSignal.timeout(15_000) })) states.push(run.state);
    })();
    await expect.poll(() => states, { timeout: 8_000 }).toContain('running');
    gate.resolve();
    await following;
    expect(states.at(-1)).toBe('done');
  });
});

describe('cancelling', () => {
  test('ends the step that runs, begins none any more, and says so to whoever keeps the row', async () => {
    closeGate();
    aborted.length = 0;
    const { id, subjectId } = await begin('three');
    await hasDone(subjectId, 'first', 'second');
    const began = performance.now();
    await cancelRun(ctx, { id });
    await expect.poll(() => aborted.length, { timeout: 3_000 }).toBe(1);
    expect(performance.now() - began).toBeLessThan(2_000);
    await isIn(id, 'cancelled');
    gate.resolve();
    await sleep(300);
    expect(stepsOf(subjectId)).toEqual(['first', 'second']);
    const events = await ctx.db.selectFrom('event').select(['type', 'payload']).where('subject_id', '=', subjectId).execute();
    expect(events).toEqual([{ type: 'run.cancelled', payload: { workflow: 'three', runId: id } }]);
    const audit = await ctx.db.selectFrom('audit_entry').select(['action', 'actor']).where('subject_id', '=', id).execute();
    expect(audit).toEqual([{ action: 'run.cancelled', actor: 'system:test' }]);
    await expect(cancelRun(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is undone by resuming: it goes on with the step in which it stood', async () => {
    closeGate();
    const { id, subjectId } = await begin('three');
    await hasDone(subjectId, 'first', 'second');
    await cancelRun(ctx, { id });
    await resumeRun(ctx, { id });
    await hasDone(subjectId, 'first', 'second', 'second');
    gate.resolve();
    await isIn(id, 'done');
    expect(stepsOf(subjectId)).toEqual(['first', 'second', 'second', 'third']);
    expect((await getRun(ctx, { id })).queue).toBe('work');
  });

  test('belongs to the transaction that it is asked for in', async () => {
    closeGate();
    const { id, subjectId } = await begin('three');
    await hasDone(subjectId, 'first', 'second');
    const undone = ctx.db.transaction().execute(async (db) => {
      expect(await cancelWorkflow({ ...ctx, db }, { name: 'three', subjectId })).toBe(true);
      throw new Error('changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    expect((await getRun(ctx, { id })).state).toBe('running');
    expect(await cancelWorkflow(ctx, { name: 'three', subjectId })).toBe(true);
    expect(await cancelWorkflow(ctx, { name: 'three', subjectId })).toBe(false);
    gate.resolve();
  });

  test('reaches one that still waits', async () => {
    closeGate();
    const { id, subjectId } = await begin('rationed');
    await begin('rationed');
    const third = await begin('rationed');
    await hasDone(subjectId, 'rationed');
    expect((await getRun(ctx, { id: third.id })).state).toBe('queued');
    await cancelRun(ctx, { id: third.id });
    expect((await getRun(ctx, { id: third.id })).state).toBe('cancelled');
    await isIn(id, 'done');
  });
});

describe('running again', () => {
  test('from a step keeps what stood before it', async () => {
    gate.resolve();
    const { id, subjectId } = await begin('three');
    await isIn(id, 'done');
    await rerunFrom(ctx, { id, step: 'third' });
    await hasDone(subjectId, 'first', 'second', 'third', 'third');
    await isIn(id, 'done');
    await rerunFrom(ctx, { id, step: 'first' });
    await hasDone(subjectId, 'first', 'second', 'third', 'third', 'first', 'second', 'third');
    await isIn(id, 'done');
    await expect(rerunFrom(ctx, { id, step: 'fourth' })).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path: 'step' }] });
  });

  test('is refused while it is underway', async () => {
    closeGate();
    const { id, subjectId } = await begin('three');
    await hasDone(subjectId, 'first', 'second');
    await expect(rerunFrom(ctx, { id, step: 'first' })).rejects.toMatchObject({ code: 'conflict' });
    gate.resolve();
    await isIn(id, 'done');
  });

  test('of one that failed goes on with the step that failed, and its reason is told without a stack', async () => {
    gate.resolve();
    failing = true;
    const { id, subjectId } = await begin('three');
    await isIn(id, 'failed');
    failing = false;
    const run = await getRun(ctx, { id });
    expect(run.error).toBe('out of ink');
    expect(run.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(['first done', 'second failed']);
    await resumeRun(ctx, { id });
    await isIn(id, 'done');
    expect(stepsOf(subjectId)).toEqual(['first', 'second', 'second', 'third']);
    expect((await getRun(ctx, { id })).error).toBeNull();
  });
});

test('a queue lets in the urgent before the others, one at a time; another queue is not kept waiting', async () => {
  const [first, ...rest] = await ctx.db.transaction().execute(async (db) => {
    const ids = Array.from({ length: 5 }, () => newId());
    for (const [index, id] of ids.entries()) await enqueueWorkflow({ ...ctx, db }, index < 3 ? 'low' : 'high', id);
    return ids;
  });
  await expect.poll(() => did.filter((line) => / (low|high)$/.test(line)).length, { timeout: 8_000 }).toBe(5);
  expect(did.filter((line) => / (low|high)$/.test(line)).map((line) => line.split(' ')[1])).toEqual(['high', 'high', 'low', 'low', 'low']);
  expect([first, ...rest].every((id) => stepsOf(id as string).length === 1)).toBe(true);
});

test('what is old and over is cleared away, and nothing else', async () => {
  gate.resolve();
  const old = await begin('three');
  await isIn(old.id, 'done');
  closeGate();
  const atWork = await begin('three');
  await hasDone(atWork.subjectId, 'first', 'second');
  await sql`update run set created_at = now() - interval '40 days' where id = any (${[old.id, atWork.id]})`.execute(ctx.db);
  await tables.query(`update dbos.workflow_status set completed_at = completed_at - 40::bigint * 86400000 where workflow_uuid = $1`, [
    `three:${old.subjectId}`,
  ]);
  await clearRuns(ctx);
  await expect(getRun(ctx, { id: old.id })).rejects.toMatchObject({ code: 'not_found' });
  const { rowCount } = await tables.query('select from dbos.operation_outputs where workflow_uuid = $1', [`three:${old.subjectId}`]);
  expect(rowCount).toBe(0);
  expect((await getRun(ctx, { id: atWork.id })).state).toBe('running');
  gate.resolve();
  await isIn(atWork.id, 'done');
});
