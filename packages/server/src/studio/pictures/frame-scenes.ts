import type { Area, ImageRequest, SceneRole } from '@bottega/contracts';
import { type Ctx, pictureMasterPath } from '#platform';
import { type Asset, listAssets, saveAsset } from '../assets/assets.store.ts';

/** A scene's picture and the part of it that must stay in sight. */
export type ScenePicture = {
  readonly width: number;
  readonly height: number;
  readonly focus: Area;
  /** True for a part of the product's own photo, false for what a model drew. */
  readonly fromPhoto: boolean;
};

/** What each scene shows of the product. */
const VIEWS: Readonly<Record<SceneRole, ImageRequest['role']>> = {
  hook: 'whole',
  making: 'close-up',
  use: 'detail',
  call_to_action: 'whole',
};

/** The scenes in their order, as they take several photos in turn. */
const ROLES = Object.keys(VIEWS) as SceneRole[];

/** The photo that a scene shows: the one that was chosen for it, else the photos in turn. */
export const photoOfScene = (
  role: SceneRole,
  { pictureIds, scenePhotos }: { pictureIds: readonly string[]; scenePhotos: Readonly<Partial<Record<SceneRole, string>>> },
): string => scenePhotos[role] ?? (pictureIds[ROLES.indexOf(role) % pictureIds.length] as string);

/** Makes a picture for every scene, or for some of them. */
export async function frameScenes(
  ctx: Ctx,
  input: {
    subjectId: string;
    pictureIds: readonly string[];
    scenePhotos: Readonly<Partial<Record<SceneRole, string>>>;
    /** All unless it says otherwise. */
    scenes?: readonly SceneRole[] | undefined;
    name: string;
    seed: number;
    onProgress?: (done: number, note: string) => void;
  },
): Promise<{ provider: string }> {
  const roles = ROLES.filter((role) => input.scenes?.includes(role) ?? true);
  let provider = '';
  for (const [index, role] of roles.entries()) {
    const photo = await pictureMasterPath(ctx, photoOfScene(role, input));
    const request: ImageRequest = { photo, prompt: `${input.name}: ${role}`, role: VIEWS[role], seed: input.seed };
    provider = await ctx.providers.ask(
      'image',
      { signal: ctx.signal },
      (maker, call) => maker.makePicture(request, call),
      async ({ provider: id, offline, made }) => {
        const { width, height, focus, path } = made.value;
        const details: ScenePicture = { width, height, focus, fromPhoto: offline };
        const asset = { subjectId: input.subjectId, kind: 'picture', name: role, extension: 'jpeg', audience: 'staff' } as const;
        await saveAsset(ctx, { ...asset, path, details, provider: id, made });
        return id;
      },
    );
    input.onProgress?.((index + 1) / roles.length, role.replaceAll('_', ' '));
  }
  return { provider };
}

export async function listScenePictures(ctx: Ctx, subjectId: string): Promise<Map<string, Asset<ScenePicture>>> {
  const assets = await listAssets<ScenePicture>(ctx, subjectId, 'picture');
  return new Map(assets.map((asset) => [asset.name, asset]));
}
