import { appendAudit, type Ctx } from '#platform';
import { endRun, type LaunchJob } from '../remakes/runs.store.ts';
import { release } from './release.ts';

/** The end of a run in which everything was made: it waits for a person's yes, or goes out by itself. */
export function conclude(ctx: Ctx, job: LaunchJob): Promise<void> {
  if (job.approval === 'person') return endRun(ctx, job, { status: 'waiting' });
  return endRun(ctx, job, {
    status: 'completed',
    async also(tx) {
      await release(tx, job);
      await appendAudit(tx, { action: 'launch.approve', subjectId: job.id, detail: { name: job.name, by: 'itself' } });
    },
  });
}
