import { appendEvent, type Ctx, inTransaction } from '#platform';
import type { LaunchBrief } from '../launches/launch.ts';
import type { LaunchStatus } from '../launches/launch-states.ts';
import { changeLaunch, failureOf, getLaunchBrief, lockLaunch } from '../launches/launches.store.ts';
import { STEPS } from '../launches/launch.ts';
import type { Assignment } from './remake.ts';

/** A launch with what this run of it is to make. */
export type LaunchJob = LaunchBrief & { readonly run: Assignment };

/** The workflow that carries out the present run of a launch. */
export const workflowOf = ({ id, run_id }: { id: string; run_id: string | null }) =>
  run_id ? { name: 'remakeLaunch', subjectId: run_id } : { name: 'launchProduct', subjectId: id };

/**
 * Begins or takes up a run of a launch; the id of the first one is the launch's own, that of every other a remake's.
 * Null when the launch has ended, or belongs to another run.
 */
export async function beginRun(ctx: Ctx, runId: string): Promise<LaunchJob | null> {
  const remake = await findRemake(ctx, runId);
  const launchId = remake?.launch_id ?? runId;
  const begun = await inTransaction(ctx, async (tx) => {
    const row = await lockLaunch(tx, launchId);
    const isAgain = (row.run_id ?? row.id) === runId && row.finished_at !== null && (await wasResumed(tx, runId, row.finished_at));
    if (!isOf(row, runId) && !isAgain) return false;
    if (row.status !== 'running') await changeLaunch(tx, launchId, { status: 'running', finished_at: null, failure: null });
    return true;
  });
  if (!begun) return null;
  const brief = await getLaunchBrief(ctx, launchId);
  if (!remake) return { ...brief, run: { runId, steps: STEPS, parts: [{ part: 'all' }], reason: '', rejected: [] } };
  const { steps, parts, reason, rejected, seed } = remake;
  return { ...brief, seed, run: { runId, steps, parts, reason, rejected } };
}

/** What a later run was asked for; undefined for the first one. */
export const findRemake = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('launch_remake').selectAll().where('shop_id', '=', ctx.shop.id).where('id', '=', id).executeTakeFirst();

type Standing = { readonly id: string; readonly run_id: string | null; readonly status: LaunchStatus };

const isOf = (row: Standing, runId: string): boolean =>
  (row.run_id ?? row.id) === runId && (row.status === 'queued' || row.status === 'running');

/**
 * Whether somebody has asked among the runs for this one to go on since it ended. Otherwise a run that begins after its end was cut off
 * between that end and the engine's own note of it, and has nothing more to do.
 */
async function wasResumed(ctx: Ctx, runId: string, since: string): Promise<boolean> {
  const event = await ctx.db
    .selectFrom('event')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', runId)
    .where('type', 'in', ['run.resumed', 'run.rerun'])
    .where('created_at', '>', since)
    .executeTakeFirst();
  return event !== undefined;
}

/** Ends a run, unless the launch no longer wants it; `also` is done in the same transaction. */
export async function endRun(
  ctx: Ctx,
  job: LaunchJob,
  end: { status: LaunchStatus; error?: unknown; also?: (tx: Ctx) => Promise<void> },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!isOf(await lockLaunch(tx, job.id), job.run.runId)) return;
    await end.also?.(tx);
    const failure = end.error === undefined ? null : failureOf(tx, end.error);
    await changeLaunch(tx, job.id, { status: end.status, failure, finished_at: tx.clock.now().toString() });
    await appendEvent(tx, { type: `launch.${end.status}`, subjectId: job.id, payload: { name: job.name } });
  });
}
