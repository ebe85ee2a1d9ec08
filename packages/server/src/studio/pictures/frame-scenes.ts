import type { Area, ImageRequest, SceneRole } from '@bottega/contracts';
import { type Ctx, pictureMasterPath } from '#platform';
import { type Asset, listAssets, saveAsset } from '../assets/assets.store.ts';
import { listStories, rolesOf } from '../stories/write-story.ts';

/** A scene's picture and the part of it that must stay in sight. */
export type ScenePicture = {
  readonly width: number;
  readonly height: number;
  readonly focus: Area;
  /** True for a part of the product's own photo, false for what a model drew. */
  readonly fromPhoto: boolean;
};

/** What each scene shows of the product: nearer and nearer, and out again. */
const VIEWS: Readonly<Record<SceneRole, ImageRequest['role']>> = {
  hook: 'whole',
  detail: 'close-up',
  making: 'detail',
  use: 'close-up',
  call_to_action: 'whole',
};

type ScenePhotos = Readonly<Partial<Record<SceneRole, string>>>;

/** The photo that a scene shows: the one that was chosen for it, else the scenes of the story (`roles`) take the photos in turn. */
export const photoOfScene = (
  role: SceneRole,
  { roles, pictureIds, scenePhotos }: { roles: readonly SceneRole[]; pictureIds: readonly string[]; scenePhotos: ScenePhotos },
): string => scenePhotos[role] ?? (pictureIds[roles.indexOf(role) % pictureIds.length] as string);

/**
 * Makes a picture for every scene of the story, or for some of them. A story that was given a scene more since has all of them made:
 * its scenes take the photos in another turn.
 */
export async function frameScenes(
  ctx: Ctx,
  input: {
    subjectId: string;
    pictureIds: readonly string[];
    scenePhotos: ScenePhotos;
    /** All unless it says otherwise. */
    scenes?: readonly SceneRole[] | undefined;
    name: string;
    seed: number;
    onProgress?: (done: number, note: string) => void;
  },
): Promise<{ provider: string; framed: number }> {
  const told = rolesOf(await listStories(ctx, input.subjectId));
  const framed = await listScenePictures(ctx, input.subjectId);
  const wanted = told.every((role) => framed.has(role)) ? (input.scenes ?? told) : told;
  const roles = told.filter((role) => wanted.includes(role));
  let provider = '';
  for (const [index, role] of roles.entries()) {
    const photo = await pictureMasterPath(ctx, photoOfScene(role, { ...input, roles: told }));
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
  return { provider, framed: roles.length };
}

export async function listScenePictures(ctx: Ctx, subjectId: string): Promise<Map<string, Asset<ScenePicture>>> {
  const assets = await listAssets<ScenePicture>(ctx, subjectId, 'picture');
  return new Map(assets.map((asset) => [asset.name, asset]));
}
