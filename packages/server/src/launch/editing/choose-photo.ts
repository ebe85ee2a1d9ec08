import type { SceneRole } from '@bottega/contracts';
import { authorise, type Ctx, inTransaction, refuseField } from '#platform';
import { readPhotoIds } from '../launches/launches.store.ts';
import { beginRemake } from '../remakes/begin-remake.ts';

/**
 * Shows another photo of the launch in a scene; only that scene, and the blend into the next one, is filmed again.
 * @throws BottegaError not_found, invalid_input for a photo that is none of the launch's, conflict while it is being made, forbidden
 */
export async function choosePhoto(
  ctx: Ctx,
  { launchId, scene, pictureId }: { launchId: string; scene: SceneRole; pictureId: string },
): Promise<void> {
  authorise(ctx, 'launches.write');
  await inTransaction(ctx, async (tx) => {
    await beginRemake(tx, { launchId, parts: [{ part: 'picture', scene }], fresh: false });
    const photos = await readPhotoIds(tx, launchId);
    if (!photos.includes(pictureId)) refuseField('pictureId', 'This is none of the photos of the launch: add it first.');
    await pinScene(tx, launchId, scene, pictureId);
  });
}

/** Keeps which photo a scene shows. */
export async function pinScene(ctx: Ctx, launchId: string, scene: SceneRole, pictureId: string): Promise<void> {
  await ctx.db
    .insertInto('launch_scene')
    .values({ shop_id: ctx.shop.id, launch_id: launchId, scene, picture_id: pictureId })
    .onConflict((conflict) => conflict.columns(['shop_id', 'launch_id', 'scene']).doUpdateSet({ picture_id: pictureId }))
    .execute();
}
