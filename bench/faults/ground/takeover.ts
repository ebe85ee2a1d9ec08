import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Ctx, newId } from '../../../packages/server/src/platform/context.ts';
import { enqueueWorkflow } from '../../../packages/server/src/platform/workflows/enqueue.ts';
import { prepareWorkflows } from '../../../packages/server/src/platform/workflows/workflows.ts';
import { openTestWorld, type TestWorld } from '../../../packages/server/src/testing/test-world.ts';
import { atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
import { AT_ONCE, DEEDS, DONE_AGAIN, RELAY } from './takeover/relay.ts';

const WORKER = path.join(import.meta.dirname, 'takeover/worker.ts');
const WORKFLOWS = 20;
const LIMIT_MS = 30_000;
/** Longer than the silence after which one is taken for dead. */
const STALL_MS = 13_000;

type House = { readonly world: TestWorld; readonly ctx: Ctx; readonly work: pg.Client; readonly workers: Set<ChildProcess> };

/** Two processes share the work. Time and again one is killed amid it, or stopped for longer than it may be silent, and the other goes on. */
export const experiment: Experiment = {
  title: 'One of two processes that run workflows is killed, or stalls, amid its work',
  async run({ seed, quick, say }) {
    const random = randomFrom(seed);
    const house = await openHouse();
    try {
      const finished: number[] = [];
      for (let round = 0; round < (quick ? 4 : 60); round++) finished.push(await harm(house, 'SIGKILL', random));
      say(`${finished.length} kills`);
      const afterKills = await count(house, AT_ONCE);
      const stalls = quick ? 1 : 5;
      for (let round = 0; round < stalls; round++) await harm(house, 'SIGSTOP', random);
      say(`${stalls} stalls`);
      return [
        atMost(
          0,
          'workflows lost',
          await count(house, `select count(*)::int as found from dbos.workflow_status where name = '${RELAY}' and status <> 'SUCCESS'`),
          '',
          'all that were enqueued',
        ),
        atMost(0, 'steps begun again after they were done', await count(house, DONE_AGAIN), '', 'the steps written down'),
        atMost(0, 'steps that two processes brought to an end at once, after kills', afterKills, '', 'all steps'),
        // What was on its way to PostgreSQL when the process froze arrives when it wakes: nothing outside PostgreSQL can hold it back.
        plain(
          'the same after stalls',
          (await count(house, AT_ONCE)) - afterKills,
          '',
          `${stalls} stalls, some twenty steps under way in each`,
        ),
        atMost(
          LIMIT_MS / 1000,
          'from a kill until all is finished, at most',
          Math.max(...finished) / 1000,
          's',
          `${finished.length} kills`,
        ),
        plain('workflows', (finished.length + stalls) * WORKFLOWS, '', 'three steps each'),
      ];
    } finally {
      await closeHouse(house);
    }
  },
};

async function openHouse(): Promise<House> {
  const world = await openTestWorld();
  await prepareWorkflows(world.ground, [{ name: RELAY, run: async () => undefined }]);
  const work = new pg.Client(world.database.connectAs('bottega_work'));
  await work.connect();
  await work.query(DEEDS);
  await work.query('grant select, insert, update on work.deed to bottega_app');
  return { world, ctx: await world.createCtx(), work, workers: new Set() };
}

async function closeHouse({ world, work, workers }: House): Promise<void> {
  for (const worker of workers) worker.kill('SIGKILL');
  await work.end();
  await world.close();
}

/** Milliseconds from the harm until everything that was enqueued before it is done. */
async function harm(house: House, signal: 'SIGKILL' | 'SIGSTOP', random: () => number): Promise<number> {
  while (house.workers.size < 2) await startWorker(house);
  for (let left = WORKFLOWS; left > 0; left--) await enqueueWorkflow(house.ctx, RELAY, newId());
  await sleep(100 + random() * 700);
  const victim = [...house.workers][Math.floor(random() * house.workers.size)] as ChildProcess;
  victim.kill(signal);
  const began = performance.now();
  if (signal === 'SIGKILL') await once(victim, 'exit');
  else {
    await sleep(STALL_MS);
    victim.kill('SIGCONT');
  }
  await untilDone(house);
  return performance.now() - began;
}

/** Starts a process and waits until it has signed on. */
async function startWorker({ world, work, workers }: House): Promise<void> {
  const worker = spawn(process.execPath, ['--no-warnings', WORKER, world.folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
  const isSignedOn = async () => (await work.query('select from work.executor where pid = $1', [worker.pid])).rowCount === 1;
  for (const deadline = performance.now() + LIMIT_MS; !(await isSignedOn()); await sleep(50)) {
    if (performance.now() > deadline) throw new Error('a worker does not start');
  }
}

async function untilDone({ work }: House): Promise<void> {
  const underway = `select from dbos.workflow_status where name = '${RELAY}' and status in ('ENQUEUED', 'PENDING') limit 1`;
  for (const deadline = performance.now() + 2 * LIMIT_MS; (await work.query(underway)).rowCount !== 0; await sleep(50)) {
    if (performance.now() > deadline) return; // what is not done counts as lost
  }
}

const count = async ({ work }: House, query: string): Promise<number> => (await work.query<{ found: number }>(query)).rows[0]?.found ?? -1;
