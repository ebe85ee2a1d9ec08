import { authorise, BottegaError, type Ctx, inTransaction, listReviewItems } from '#platform';
import { getLaunchBrief, moveLaunch } from '../launches/launches.store.ts';
import { release } from './release.ts';

/**
 * A person's yes: what was made goes out. Putting the product on sale needs products.write besides.
 * @throws BottegaError not_found, conflict when it does not wait for a yes or a finding is open, forbidden
 */
export async function approveLaunch(ctx: Ctx, { launchId }: { launchId: string }): Promise<void> {
  authorise(ctx, 'launches.approve');
  await inTransaction(ctx, async (tx) => {
    await moveLaunch(tx, launchId, 'approve');
    const open = await listReviewItems(tx, { subjectId: launchId, state: 'open' });
    if (open.length > 0) throw new BottegaError('conflict', `Decide first on what was found in it: ${open.length} open.`);
    await release(tx, await getLaunchBrief(tx, launchId));
  });
}
