import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { notifyChanged } from '../events/notices.ts';
import { cancelSubject } from './change-run.ts';
import './tables.ts';

/** Lets every run of the shop that is underway rest, inside the caller's transaction. Answers with their ids, to wake them by. */
export async function restRuns(tx: Ctx): Promise<string[]> {
  if (!(await hasEngine(tx))) return [];
  const { rows } = await sql<{ id: string }>`
    select id from work.run_state where state in ('queued', 'running') and work.cancel_run(id)`.execute(tx.db);
  for (const { id } of rows) await notifyChanged(tx, cancelSubject(id));
  return rows.map(({ id }) => id);
}

/** Lets runs that rest go on where they stood. One that was changed by hand meanwhile stays as it is. */
export async function wakeRuns(tx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0 && (await hasEngine(tx))) await sql`select work.resume_run(id) from unnest(${ids}::text[]) as id`.execute(tx.db);
}

/** Before the engine was first started there is no work. */
async function hasEngine(tx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('work.run_state') is not null as there`.execute(tx.db);
  return rows[0]?.there === true;
}
