import { type EventListener, inTransaction, listReviewItems } from '#platform';
import { moveLaunch } from '../launches/launches.store.ts';
import { enqueueRun, listUnmade } from '../remakes/begin-remake.ts';

/**
 * When a person has decided on everything that was found in a launch, it goes on: past the gate where all of it was allowed, to its
 * end where something was refused.
 */
export const continueHeld: EventListener = {
  name: 'launch.continue-held',
  types: ['review.decided'],
  async hear(ctx, { subjectId }) {
    const launch = await ctx.db
      .selectFrom('launch')
      .select(['status', 'seed'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', subjectId)
      .executeTakeFirst();
    if (launch?.status !== 'held') return; // of something else, or decided otherwise since
    const items = await listReviewItems(ctx, { subjectId });
    if (items.some(({ state }) => state === 'open')) return;
    const refused = items.filter(({ decision }) => decision === 'refused');
    await inTransaction(ctx, async (tx) => {
      if (refused.length > 0) {
        await moveLaunch(tx, subjectId, 'reject', { reason: refused.map(({ note, reason }) => note || reason).join(' ') });
        return;
      }
      await moveLaunch(tx, subjectId, 'remake', { parts: [], reason: '' });
      const steps = ['moderation' as const, ...(await listUnmade(tx, subjectId))];
      await enqueueRun(tx, subjectId, { steps, parts: [{ part: 'kits' }], reason: '', seed: launch.seed, rejected: [] });
    });
  },
};
