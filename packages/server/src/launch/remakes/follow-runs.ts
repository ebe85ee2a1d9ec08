import { type EventListener, inTransaction } from '#platform';
import { stopLaunch } from '../launches/cancel-launch.ts';
import { mayMove } from '../launches/launch-states.ts';
import { lockLaunch } from '../launches/launches.store.ts';
import { findRemake, workflowOf } from './runs.store.ts';

/** A run that was cancelled among the runs takes its launch with it. */
export const followRuns: EventListener = {
  name: 'launch.follow-runs',
  types: ['run.cancelled'],
  async hear(ctx, { subjectId, payload }) {
    const { workflow } = payload as { workflow: string };
    if (workflow !== 'launchProduct' && workflow !== 'remakeLaunch') return;
    const launchId = (await findRemake(ctx, subjectId))?.launch_id ?? subjectId;
    await inTransaction(ctx, async (tx) => {
      const launch = await lockLaunch(tx, launchId);
      if (workflowOf(launch).subjectId === subjectId && mayMove(launch.status, 'cancel')) await stopLaunch(tx, launchId);
    });
  },
};
