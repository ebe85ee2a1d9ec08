import { type Ctx, notifyChanged, type Step } from '#platform';
import type { StepName } from '../launches/launch.ts';
import type { LaunchJob } from '../remakes/runs.store.ts';

/** What a step says of itself when it is done: whose work it was, and one fact. */
export type StepOutcome = { readonly provider: string; readonly note: string };
export type Report = (progress: number, note: string) => void;

const REPORT_EVERY_MS = 250;

/**
 * Runs the steps of a run durably, and shows each one's state, progress, provider and time. A step that is not asked for is passed
 * over: undefined.
 */
export function createRecorder(ctx: Ctx, job: LaunchJob, durable: Step) {
  return async <O extends StepOutcome>(name: StepName, work: (report: Report) => Promise<O>): Promise<O | undefined> => {
    if (!job.run.steps.includes(name)) return undefined;
    ctx.signal.throwIfAborted();
    return durable(name, async () => {
      const began = performance.now();
      await save(ctx, job, name, { state: 'running', progress: 0, note: null, started_at: ctx.clock.now().toString() });
      const reporter = createReporter(ctx, (progress, note) => save(ctx, job, name, { progress, note }));
      try {
        const outcome = await work(reporter.report);
        await reporter.settled();
        const ms = Math.round(performance.now() - began);
        await save(ctx, job, name, { state: 'done', progress: 1, provider: outcome.provider, note: outcome.note, ms });
        return outcome;
      } catch (error) {
        await reporter.settled();
        if (!ctx.signal.aborted) await save(ctx, job, name, { state: 'failed', ms: Math.round(performance.now() - began) });
        throw error;
      }
    });
  };
}

/** At most one write a quarter of a second, in order, and none after `settled`. One that is lost harms no step. */
function createReporter({ log }: Ctx, write: (progress: number, note: string) => Promise<void>) {
  let last = Number.NEGATIVE_INFINITY;
  let open = true;
  let writing: Promise<void> = Promise.resolve();
  return {
    report(progress: number, note: string): void {
      if (!open || performance.now() - last < REPORT_EVERY_MS) return;
      last = performance.now();
      writing = writing
        .then(() => write(Math.min(1, Math.max(0, progress)), note))
        .catch((error: unknown) => log.warn({ err: error }, 'progress could not be written'));
    },
    settled(): Promise<void> {
      open = false;
      return writing;
    },
  };
}

type StepChange = {
  state?: 'running' | 'done' | 'failed';
  progress?: number;
  note?: string | null;
  provider?: string;
  started_at?: string;
  ms?: number;
};

/** A run to which the launch no longer belongs writes nothing about it. */
async function save(ctx: Ctx, { id, run }: LaunchJob, name: StepName, change: StepChange): Promise<void> {
  await ctx.db
    .updateTable('launch_step')
    .set(change)
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', id)
    .where('name', '=', name)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('launch')
          .select('id')
          .where('shop_id', '=', ctx.shop.id)
          .where('id', '=', id)
          .where((launch) => launch(launch.fn.coalesce('run_id', 'id'), '=', run.runId))
          .where('status', '=', 'running'),
      ),
    )
    .execute();
  await notifyChanged(ctx, id);
}
