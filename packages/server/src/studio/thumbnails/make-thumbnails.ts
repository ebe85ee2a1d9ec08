import path from 'node:path';
import { SHAPES, type Shape } from '@bottega/contracts';
import { type Ctx, type Swatch, withScratchFolder } from '#platform';
import { type Asset, fetchAssets, listAssets, OWN_MAKING, saveAsset } from '../assets/assets.store.ts';
import { chooseLook } from '../films/plan-film.ts';
import { listScenePictures } from '../pictures/frame-scenes.ts';

export type ThumbnailDetails = { readonly shape: Shape; readonly width: number; readonly height: number };

/** Makes a branded still for each shape of the film. */
export async function makeThumbnails(
  ctx: Ctx,
  input: { subjectId: string; title: string; language: string; palette: readonly Swatch[] },
): Promise<void> {
  const picture = (await listScenePictures(ctx, input.subjectId)).get('hook');
  if (!picture) return;
  await fetchAssets(ctx, [picture]);
  await withScratchFolder(ctx.data, 'thumbnails', async (folder) => {
    for (const shape of SHAPES) {
      const outPath = path.join(folder, `${shape.replace(':', 'x')}.jpeg`);
      const made = await ctx.media.thumbnail(
        {
          shape,
          picture: { path: picture.path, focus: picture.details.focus },
          title: input.title,
          brand: ctx.shop.name,
          language: input.language,
          look: chooseLook(input.palette),
          outPath,
        },
        { signal: ctx.signal },
      );
      const details: ThumbnailDetails = { shape, width: made.width, height: made.height };
      const asset = { subjectId: input.subjectId, kind: 'thumbnail', name: shape, extension: 'jpeg', audience: 'public' } as const;
      await saveAsset(ctx, { ...asset, ...OWN_MAKING, path: made.path, details });
    }
  });
}

export const listThumbnails = (ctx: Ctx, subjectId: string): Promise<Asset<ThumbnailDetails>[]> =>
  listAssets<ThumbnailDetails>(ctx, subjectId, 'thumbnail');
