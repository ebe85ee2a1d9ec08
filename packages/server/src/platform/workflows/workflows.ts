import os from 'node:os';
import { ProviderError } from '@bottega/contracts';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { sql } from 'kysely';
import pg from 'pg';
import type { Ctx } from '../context.ts';
import type { Database } from '../database/database.ts';
import { findShopById } from '../database/system-door.ts';
import { isDatabaseAway } from '../errors/bottega-error.ts';
import type { Ground } from '../ground.ts';
import { createCtx } from '../ground.ts';
import { isAlive } from '../process.ts';

/** Runs one named step: its answer is kept, so that a workflow that goes on after a crash does not run it again. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** A durable workflow about one row of a shop. It carries ids, never personal data: the workflow tables know no shops. */
export type WorkflowDefinition = {
  readonly name: string;
  readonly run: (ctx: Ctx, subjectId: string, step: Step) => Promise<void>;
};

export type Workflows = { stop(): Promise<void> };

const QUEUE = 'bottega';
/** The release, not a hash of the source: a small change must not orphan what is running. */
const RELEASE = '1';
const HEARTBEAT_MS = 2_000;
/** An executor that has been silent for so long is taken for dead. */
const SILENCE_MS = 10_000;

/**
 * Starts the engine, takes over what dead processes left, and works until stopped.
 * @param workers how many workflows run side by side in this process.
 */
export async function startWorkflows(
  ground: Ground,
  definitions: readonly WorkflowDefinition[],
  options: { readonly workers: number; readonly stopping: AbortSignal },
): Promise<Workflows> {
  const pool = new pg.Pool({ ...ground.database.connectAs('bottega_work'), max: 8, idle_in_transaction_session_timeout: 60_000 });
  pool.on('error', (error) => {
    if (!options.stopping.aborted) ground.log.warn({ err: error }, 'a workflow connection was lost');
  });
  const executor = `${process.pid}-${Date.now().toString(36)}`;
  for (const definition of definitions) register(ground, definition, options.stopping);
  DBOS.setConfig({
    name: 'bottega',
    systemDatabasePool: pool,
    systemDatabaseUrl: databaseUrl(ground.database),
    executorID: executor,
    applicationVersion: RELEASE,
    logger: createEngineLog(ground),
  });
  await DBOS.launch();
  await DBOS.registerQueue(QUEUE, { workerConcurrency: options.workers, minPollingIntervalMs: 300, onConflict: 'always_update' });
  await prepareTables(pool);
  await beat(pool, executor);
  await takeOver(pool, executor, ground);
  const heart = setInterval(() => {
    void beat(pool, executor)
      .then(() => takeOver(pool, executor, ground))
      .catch((error) => ground.log.warn({ err: error }, 'heartbeat failed'));
  }, HEARTBEAT_MS);
  return {
    async stop() {
      clearInterval(heart);
      await pool
        .query('delete from work.executor where id = $1', [executor])
        .catch((error) => ground.log.warn({ err: error }, 'could not sign off'));
      await DBOS.shutdown();
      await pool.end();
    },
  };
}

/** Enqueues the workflow of a row in the row's own transaction: both exist or neither. Repeating it changes nothing. */
export async function enqueueWorkflow(ctx: Ctx, name: string, subjectId: string): Promise<void> {
  await sql`select work.enqueue_workflow(${name}, ${ctx.shop.id}::uuid, ${subjectId}::uuid)`.execute(ctx.db);
}

function register(ground: Ground, { name, run }: WorkflowDefinition, stopping: AbortSignal): void {
  const workflow = async (shopId: string, subjectId: string): Promise<void> => {
    const shop = await findShopById(ground.database, shopId);
    if (!shop) return; // deleted since
    const ctx = createCtx(ground, { shop, actor: { type: 'system', name }, signal: stopping, requestId: `${name}:${subjectId}` });
    const step: Step = (stepName, work) =>
      DBOS.runStep(() => surviveStop(stopping, work), {
        name: stepName,
        retriesAllowed: true,
        maxAttempts: 5,
        intervalSeconds: 0.5,
        shouldRetry: (error) => isDatabaseAway(error) || (error instanceof ProviderError && error.kind === 'temporary'),
      });
    await run(ctx, subjectId, step);
  };
  DBOS.registerWorkflow(workflow, { name });
}

/** Work that fails because the process is stopping has not failed: it never settles, and the next process does it again. */
function surviveStop<T>(stopping: AbortSignal, work: () => Promise<T>): Promise<T> {
  const forever = new Promise<T>(() => undefined);
  if (stopping.aborted) return forever;
  return work().catch((error: unknown) => {
    if (stopping.aborted) return forever;
    throw error;
  });
}

async function prepareTables(pool: pg.Pool): Promise<void> {
  const statements = [
    'create table if not exists work.executor (id text primary key, pid int not null, host text not null, beat_at timestamptz not null)',
    // The workflow tables know no shops, so the app's role has no right to them: it may enqueue for its own shop, through this door.
    `create or replace function work.enqueue_workflow(workflow text, shop uuid, subject uuid) returns void
       language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     begin
       if shop is distinct from public.current_shop() then raise insufficient_privilege using message = 'not this shop'; end if;
       perform dbos.enqueue_workflow(workflow, '${QUEUE}', array[to_json(shop::text), to_json(subject::text)],
         workflow_id => workflow || ':' || subject, app_version => '${RELEASE}');
     end $$`,
    'revoke all on function work.enqueue_workflow from public',
    'grant execute on function work.enqueue_workflow to bottega_app',
  ];
  for (const statement of statements) {
    // Two processes that start at once may meet here ("tuple concurrently updated"); the other one's work is the same.
    await pool.query(statement).catch((error: { code?: string }) => {
      if (error.code !== 'XX000' && error.code !== '23505') throw error;
    });
  }
}

async function beat(pool: pg.Pool, executor: string): Promise<void> {
  await pool.query(
    `insert into work.executor (id, pid, host, beat_at) values ($1, $2, $3, now()) on conflict (id) do update set beat_at = now()`,
    [executor, process.pid, os.hostname()],
  );
}

/**
 * Resumes the workflows of executors that are gone. Again and again: a dead process's last statement may still be running in
 * PostgreSQL when the first look is taken.
 */
async function takeOver(pool: pg.Pool, executor: string, ground: Ground): Promise<void> {
  const { rows } = await pool.query<{ id: string; pid: number; host: string; silent: boolean }>(
    `select id, pid, host, beat_at < now() - $1 * interval '1 millisecond' as silent from work.executor where id <> $2`,
    [SILENCE_MS, executor],
  );
  const dead = rows.filter((row) => row.silent || (row.host === os.hostname() && !isAlive(row.pid)));
  for (const { id } of dead) {
    const orphans = await DBOS.listWorkflows({ status: 'PENDING', executorId: id });
    for (const orphan of orphans) {
      ground.log.info({ workflow: orphan.workflowID, from: id }, 'taking over a workflow');
      await DBOS.resumeWorkflow(orphan.workflowID);
    }
    if (orphans.length === 0) await pool.query(`delete from work.executor where id = $1 and beat_at < now() - interval '1 minute'`, [id]);
  }
}

/** Only named in messages: the pool above is what connects. */
function databaseUrl(database: Database): string {
  const { host, port, user, password, database: name } = database.connectAs('bottega_work');
  const login = `${user}:${encodeURIComponent(String(password))}`;
  return `postgresql://${login}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? '')}`;
}

function createEngineLog({ log }: Ground) {
  const say = (level: 'debug' | 'info' | 'warn' | 'error') => (message: unknown) => log[level]({ engine: 'dbos' }, String(message));
  // What the engine calls information is detail to us.
  return { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('error') };
}
