import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import type pg from 'pg';
import type { Chore } from '../chores.ts';
import type { Database } from '../database/database.ts';
import { createPool } from '../database/pool.ts';
import type { Ground } from '../ground.ts';
import type { Logger } from '../telemetry/log.ts';
import { createChoreCaller } from '../schedules/call-chores.ts';
import { clearChoreRuns, registerChores } from '../schedules/chore-workflow.ts';
import { fireSchedules } from '../schedules/fire-schedules.ts';
import { clockOfDatabase, everyHour, type ReadClock, startSchedules } from '../schedules/start-schedules.ts';
import { QUEUES, queueOf, type Queues, type WorkflowDefinition } from './definition.ts';
import { createEngineLog } from './engine-log.ts';
import { signOn } from './executor.ts';
import { prepareTables, RELEASE } from './prepare.ts';
import { createRunLog } from './run-log.ts';
import { type Engine, registerWorkflow } from './run-workflow.ts';

export type Workflows = {
  /** Ends in order: what runs is interrupted, and handed back to the queues for the others. */
  stop(): Promise<void>;
};

type WorkflowOptions = {
  readonly stopping: AbortSignal;
  readonly chores?: readonly Chore[];
  readonly queues?: Queues;
  /** What time it is for schedules; without it, the database says. */
  readonly readClock?: ReadClock;
};

const CONNECTIONS = 12;
/** What a step whose signal went off has to come to an end. */
const PATIENCE_MS = 3_000;

/** Makes sure that workflows can be enqueued, for a process that runs none. */
export async function prepareWorkflows(ground: Ground, definitions: readonly WorkflowDefinition[]): Promise<void> {
  const pool = openPool(ground, new AbortController().signal, 2);
  try {
    await prepareTables(pool, definitions, databaseUrl(ground.database), createEngineLog(ground.log));
  } finally {
    await pool.end();
  }
}

/** Starts the engine, takes over what dead processes left, and works until stopped. One process runs one engine. */
export async function startWorkflows(
  ground: Ground,
  definitions: readonly WorkflowDefinition[],
  { stopping, chores = [], queues = QUEUES, readClock }: WorkflowOptions,
): Promise<Workflows> {
  const homeless = definitions.find((definition) => !(queueOf(definition) in queues));
  if (homeless) throw new TypeError(`The workflow ${homeless.name} waits in the queue ${homeless.queue}, which there is not.`);
  const pool = openPool(ground, stopping, CONNECTIONS);
  const engineLog = createEngineLog(ground.log);
  const url = databaseUrl(ground.database);
  await prepareTables(pool, definitions, url, engineLog);
  const underway: Engine['underway'] = new Set();
  const executor = await signOn(pool, ground.log, () => {
    for (const letGo of underway) letGo(new Error('This process was silent for too long.'));
  });
  const runLog = createRunLog(ground.database, ground.log);
  const working: Engine['working'] = new Set();
  const ownerOf = async (workflowId: string) => {
    const { rows } = await pool.query<{ owner: string }>('select owner_xid as owner from dbos.workflow_status where workflow_uuid = $1', [
      workflowId,
    ]);
    return rows[0]?.owner ?? undefined;
  };
  const engine: Engine = { ground, stopping, runLog, executor, ownerOf, underway, working };
  for (const definition of definitions) registerWorkflow(engine, definition);
  const choreWorkflow = registerChores(engine, chores);
  DBOS.setConfig({
    name: 'bottega',
    systemDatabasePool: pool,
    systemDatabaseUrl: url,
    executorID: executor.id,
    applicationVersion: RELEASE,
    listenQueues: Object.keys(queues),
    logger: engineLog,
  });
  await DBOS.launch();
  await registerQueues(queues);
  const looks = [
    createChoreCaller(pool, chores, choreWorkflow.begin),
    (now: Temporal.Instant) => fireSchedules(ground, now, stopping),
    everyHour(clearChoreRuns),
  ];
  const schedules = startSchedules(readClock ?? clockOfDatabase(pool), looks, ground.log);
  const firstTimes = chores.flatMap((chore) =>
    chore.secondsAfterStart === undefined ? [] : [beginSoon(chore, choreWorkflow.begin, ground.log)],
  );
  return {
    async stop() {
      for (const timer of firstTimes) clearTimeout(timer);
      await schedules.stop();
      await DBOS.shutdown();
      await Promise.race([Promise.allSettled(working), sleep(PATIENCE_MS, undefined, { ref: false })]);
      await executor.signOff();
      await runLog.close();
      await pool.end();
    },
  };
}

function beginSoon(chore: Chore, begin: (chore: Chore, due: Temporal.Instant) => Promise<void>, log: Logger): NodeJS.Timeout {
  const work = () =>
    begin(chore, Temporal.Now.instant()).catch((error: unknown) =>
      log.warn({ err: error, chore: chore.name }, 'a chore could not be begun'),
    );
  return setTimeout(work, (chore.secondsAfterStart ?? 0) * 1_000);
}

async function registerQueues(queues: Queues): Promise<void> {
  for (const [name, { perProcess, everywhere, rate, lookEveryMs }] of Object.entries(queues)) {
    await DBOS.registerQueue(name, {
      workerConcurrency: perProcess,
      minPollingIntervalMs: lookEveryMs,
      onConflict: 'always_update',
      ...(everywhere === undefined ? {} : { globalConcurrency: everywhere }),
      ...(rate === undefined ? {} : { rateLimit: { limitPerPeriod: rate.most, periodSec: rate.perSeconds } }),
    });
  }
}

function openPool({ database, log }: Ground, stopping: AbortSignal, max: number): pg.Pool {
  return createPool({ ...database.connectAs('bottega_work'), max, idle_in_transaction_session_timeout: 60_000 }, (error) => {
    if (!stopping.aborted) log.warn({ err: error }, 'a workflow connection was lost');
  });
}

/** Only named in messages: the pool is what connects. */
function databaseUrl(database: Database): string {
  const { host, port, user, password, database: name } = database.connectAs('bottega_work');
  const login = `${user}:${encodeURIComponent(String(password))}`;
  return `postgresql://${login}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? '')}`;
}
