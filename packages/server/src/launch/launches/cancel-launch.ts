import { authorise, cancelWorkflow, type Ctx, inTransaction } from '#platform';
import { workflowOf } from '../remakes/runs.store.ts';
import { type LaunchRow, moveLaunch } from './launches.store.ts';

/**
 * Stops a launch that is being made, in whichever process: its renders end, and what is finished is kept for when it is taken up
 * again. The product stays as it is.
 * @throws BottegaError not_found, conflict when nothing is being made, forbidden
 */
export async function cancelLaunch(ctx: Ctx, { launchId }: { launchId: string }): Promise<void> {
  authorise(ctx, 'launches.write');
  await inTransaction(ctx, async (tx) => {
    await cancelWorkflow(tx, workflowOf(await stopLaunch(tx, launchId)));
  });
}

/** Says that nothing is made any more, in the caller's transaction: the step in which it stood waits again. */
export async function stopLaunch(tx: Ctx, launchId: string): Promise<LaunchRow> {
  const launch = await moveLaunch(tx, launchId, 'cancel');
  await tx.db
    .updateTable('launch_step')
    .set({ state: 'waiting', progress: 0, note: null })
    .where('shop_id', '=', tx.shop.id)
    .where('launch_id', '=', launchId)
    .where('state', '=', 'running')
    .execute();
  return launch;
}
