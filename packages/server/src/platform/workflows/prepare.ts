import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import type pg from 'pg';
import { BottegaError } from '../errors/bottega-error.ts';
import { priorityOf, queueOf, type WorkflowDefinition } from './definition.ts';
import type { EngineLog } from './engine-log.ts';

/** The release, not a hash of the source: a small change must not orphan what is running. */
export const RELEASE = '1';
/** Any number, the same in every process: who holds this lock prepares. */
const LOCK = 7_021_112_027;
const LOCK_PATIENCE_MS = 60_000;

const SHOP_OF_ROW = 's.authenticated_user = public.current_shop()::text';
const NOW = '(extract(epoch from now()) * 1000)::bigint';

// The engine's tables know no shops, so the app's role has no right to them. What a shop may see and do stands here, and each of it asks
// which shop the connection is bound to. The changes are those that the engine's own client makes, inside the caller's transaction.
const STATEMENTS = [
  'create table if not exists work.executor (id text primary key, pid int not null, host text not null, beat_at timestamptz not null)',
  'create table if not exists work.workflow (name text primary key, queue text not null, priority int not null)',
  'create table if not exists work.chore (name text primary key, looked_at timestamptz not null)',
  'drop function if exists work.enqueue_workflow(text, uuid, uuid)',
  `create or replace function work.enqueue_workflow(workflow text, shop uuid, subject uuid, run uuid, request text) returns void
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare known work.workflow;
   begin
     if shop is distinct from public.current_shop() then raise insufficient_privilege using message = 'not this shop'; end if;
     select * into strict known from work.workflow w where w.name = workflow;
     perform dbos.enqueue_workflow(workflow, known.queue, array[to_json(shop::text), to_json(subject::text), to_json(run::text), to_json(request)],
       workflow_id => workflow || ':' || subject, app_version => '${RELEASE}', priority => known.priority, authenticated_user => shop::text);
   exception when no_data_found then
     raise undefined_object using message = format('there is no workflow "%s"', workflow);
   end $$`,
  `create or replace view work.run_state with (security_barrier) as
     select s.workflow_uuid as id,
       case when s.status in ('ENQUEUED', 'DELAYED') then 'queued' when s.status = 'PENDING' then 'running' when s.status = 'SUCCESS' then 'done'
         when s.status = 'CANCELLED' then 'cancelled' else 'failed' end as state,
       s.queue_name as queue, s.priority, s.recovery_attempts::int as attempts, s.executor_id as executor,
       to_timestamp(s.started_at_epoch_ms / 1000.0) as started_at, to_timestamp(s.completed_at / 1000.0) as ended_at, o.error
     from dbos.workflow_status s left join dbos.workflow_output o on o.workflow_uuid = s.workflow_uuid where ${SHOP_OF_ROW}`,
  `create or replace view work.run_step with (security_barrier) as
     select o.workflow_uuid as id, o.function_id as position, o.function_name as name, o.error is not null as failed,
       to_timestamp(o.started_at_epoch_ms / 1000.0) as started_at, to_timestamp(o.completed_at_epoch_ms / 1000.0) as ended_at
     from dbos.operation_outputs o join dbos.workflow_status s on s.workflow_uuid = o.workflow_uuid where ${SHOP_OF_ROW}`,
  changeFunction(
    'cancel_run(run text)',
    `set status = 'CANCELLED', owner_xid = null, queue_name = null, deduplication_id = null, started_at_epoch_ms = null, completed_at = ${NOW}`,
    `s.status in ('ENQUEUED', 'DELAYED', 'PENDING')`,
  ),
  changeFunction(
    'resume_run(run text)',
    `set status = 'ENQUEUED', owner_xid = null, recovery_attempts = 0, workflow_deadline_epoch_ms = null, started_at_epoch_ms = null,
       completed_at = null, queue_name = (select w.queue from work.workflow w where w.name = s.name)`,
    `s.status in ('CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')`,
  ),
  changeFunction(
    'rewind_run(run text, step int)',
    `set status = 'ENQUEUED', owner_xid = null, recovery_attempts = 0, workflow_deadline_epoch_ms = null, started_at_epoch_ms = null,
       completed_at = null, output = null, error = null, queue_name = (select w.queue from work.workflow w where w.name = s.name)`,
    `s.status not in ('ENQUEUED', 'DELAYED', 'PENDING')`,
    `delete from dbos.operation_outputs o where o.workflow_uuid = run and o.function_id >= step;
     delete from dbos.workflow_output o where o.workflow_uuid = run;`,
  ),
  forgetFunction(
    'forget_runs(before timestamptz)',
    `s.status not in ('ENQUEUED', 'DELAYED', 'PENDING') and s.completed_at < extract(epoch from before) * 1000`,
  ),
  // Where the shop itself is deleted; not for the app's role.
  forgetFunction('forget_shop(shop uuid)', 'shop = public.current_shop()'),
  // Of an executor that the caller can name already; to which shops it gives its time is nobody's to know.
  `create or replace function work.look_at_executor(executor text, silence int) returns table (id text, pid int, host text, silent boolean)
     language sql stable security definer set search_path = pg_catalog, pg_temp as $$
   select e.id, e.pid, e.host, e.beat_at < now() - silence * interval '1 millisecond' from work.executor e where e.id = executor $$`,
  'revoke all on all functions in schema work from public',
  `grant execute on function work.look_at_executor, work.enqueue_workflow, work.cancel_run, work.resume_run, work.rewind_run, work.forget_runs to bottega_app`,
  'grant execute on function work.forget_shop to bottega_system',
  'grant usage on schema work to bottega_system',
  'grant select on work.executor to bottega_system',
  'grant select on work.run_state, work.run_step, work.workflow to bottega_app',
];

const FINGERPRINT = createHash('sha256').update(STATEMENTS.join(';')).digest('hex');

/** A function that changes a workflow of the bound shop, where its state is fit for it, and says whether it did. */
function changeFunction(signature: string, change: string, fit: string, thereupon = ''): string {
  return `create or replace function work.${signature} returns boolean
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     update dbos.workflow_status s ${change}, updated_at = ${NOW} where s.workflow_uuid = run and ${SHOP_OF_ROW} and ${fit};
     if not found then return false; end if;
     ${thereupon}
     return true;
   end $$`;
}

/** A function that takes away what the engine keeps of workflows of the bound shop. */
function forgetFunction(signature: string, which: string): string {
  return `create or replace function work.${signature} returns void
     language sql security definer set search_path = pg_catalog, pg_temp as $$
   with gone as (delete from dbos.workflow_status s where ${SHOP_OF_ROW} and ${which} returning workflow_uuid as id),
     steps as (delete from dbos.operation_outputs o using gone where o.workflow_uuid = gone.id),
     inputs as (delete from dbos.workflow_input i using gone where i.workflow_uuid = gone.id)
   delete from dbos.workflow_output o using gone where o.workflow_uuid = gone.id $$`;
}

/**
 * Makes what workflows need in the database, and writes down which there are and where each waits: after this they can be enqueued. Safe to
 * repeat, and for several processes that start at once.
 */
export async function prepareTables(pool: pg.Pool, definitions: readonly WorkflowDefinition[], url: string, log: EngineLog): Promise<void> {
  const client = await pool.connect();
  try {
    await takeLock(client);
    await ensureSystemDatabase(url, log as never, pool);
    await client.query('begin');
    await prepareOnce(client);
    await writeDefinitions(client, definitions);
    await client.query('commit');
  } finally {
    client.release(true); // the connection is closed, and the lock and whatever stood half done with it
  }
}

/** What was prepared before is left alone: a start has better things to do, and a view that is made anew locks out whoever reads it. */
async function prepareOnce(client: pg.PoolClient): Promise<void> {
  await client.query('create table if not exists work.prepared (fingerprint text primary key)');
  const { rowCount } = await client.query('select from work.prepared where fingerprint = $1', [FINGERPRINT]);
  if (rowCount === 1) return;
  for (const statement of STATEMENTS) await client.query(statement);
  await client.query('delete from work.prepared');
  await client.query('insert into work.prepared values ($1)', [FINGERPRINT]);
}

/** Asks again and again: who waits inside PostgreSQL holds up the indexes that the engine builds concurrently, and they the waiting. */
async function takeLock(client: pg.PoolClient): Promise<void> {
  const attempt = async () => (await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK])).rows[0]?.taken;
  for (const deadline = performance.now() + LOCK_PATIENCE_MS; !(await attempt()); await sleep(50)) {
    if (performance.now() > deadline)
      throw new BottegaError('database_away', 'Another process has been preparing the database for too long.');
  }
}

async function writeDefinitions(client: pg.PoolClient, definitions: readonly WorkflowDefinition[]): Promise<void> {
  for (const definition of definitions) {
    await client.query(
      'insert into work.workflow (name, queue, priority) values ($1, $2, $3) on conflict (name) do update set queue = excluded.queue, priority = excluded.priority',
      [definition.name, queueOf(definition), priorityOf(definition)],
    );
  }
  // What waits where no one looks any more is moved to where it would wait now.
  await client.query(
    `update dbos.workflow_status s set queue_name = w.queue from work.workflow w
      where w.name = s.name and s.status in ('ENQUEUED', 'PENDING') and s.queue_name is distinct from w.queue`,
  );
}
