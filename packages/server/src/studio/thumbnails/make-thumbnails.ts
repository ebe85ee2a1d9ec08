import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { FREE, OWN_WORK, SHAPES, type Shape } from '@bottega/contracts';
import type { Ctx, Swatch } from '#platform';
import { type Asset, listAssets, saveAsset } from '../assets/assets.store.ts';
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
  const folder = await mkdtemp(path.join(ctx.data, 'scratch', 'thumbnails-'));
  try {
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
      await saveAsset(ctx, {
        ...asset,
        path: made.path,
        details,
        provider: 'bottega-media',
        made: { cost: FREE, evidence: { licence: OWN_WORK } },
      });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const listThumbnails = (ctx: Ctx, subjectId: string): Promise<Asset<ThumbnailDetails>[]> =>
  listAssets<ThumbnailDetails>(ctx, subjectId, 'thumbnail');
