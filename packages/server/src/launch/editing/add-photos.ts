import { authorise, type Ctx, inTransaction, refuseField } from '#platform';
import { listStories, photoOfScene, rolesOf } from '#studio';
import { MOST_PHOTOS } from '../launches/launch.ts';
import { readLaunch, readPhotoIds, readScenePhotos } from '../launches/launches.store.ts';
import { receivePhotos } from '../launches/receive-photos.ts';
import { beginRemake } from '../remakes/begin-remake.ts';
import { pinScene } from './choose-photo.ts';

/**
 * Gives a launch more photos: its kits and, once it is approved, its product get them. The scenes go on showing what they show, until
 * somebody chooses another photo for one.
 * @returns the ids of all its photos, in order
 * @throws BottegaError not_found, invalid_input for too many, conflict while it is being made, what receivePhoto throws, forbidden
 */
export async function addPhotos(
  ctx: Ctx,
  { launchId, photos }: { launchId: string; photos: readonly { readonly path: string; readonly label?: string }[] },
): Promise<{ pictureIds: readonly string[] }> {
  authorise(ctx, 'launches.write');
  await readLaunch(ctx, launchId);
  const received = await receivePhotos(ctx, photos);
  return inTransaction(ctx, async (tx) => {
    await beginRemake(tx, { launchId, parts: [{ part: 'kits' }], fresh: false });
    const pictureIds = await readPhotoIds(tx, launchId);
    const fresh = received.filter((id) => !pictureIds.includes(id));
    if (pictureIds.length + fresh.length > MOST_PHOTOS) {
      refuseField('photos', `A launch has at most ${MOST_PHOTOS} photos, and this one has ${pictureIds.length}.`);
    }
    const scenePhotos = await readScenePhotos(tx, launchId);
    const roles = rolesOf(await listStories(tx, launchId));
    for (const role of roles) await pinScene(tx, launchId, role, photoOfScene(role, { roles, pictureIds, scenePhotos }));
    if (fresh.length > 0) await insertPhotos(tx, launchId, fresh, pictureIds.length);
    return { pictureIds: [...pictureIds, ...fresh] };
  });
}

async function insertPhotos(ctx: Ctx, launchId: string, ids: readonly string[], first: number): Promise<void> {
  const rows = ids.map((picture_id, index) => ({ shop_id: ctx.shop.id, launch_id: launchId, position: first + index, picture_id }));
  await ctx.db.insertInto('launch_photo').values(rows).execute();
}
