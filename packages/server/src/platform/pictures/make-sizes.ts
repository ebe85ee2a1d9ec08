import { loadSharp } from './load-sharp.ts';
import type { Ctx } from '../context.ts';
import { storeFile } from '../files/store-file.ts';
import { pictureMasterPath } from './load-pictures.ts';
import { PICTURE_FORMATS, PICTURE_USES, type PictureFormat, type PictureUse } from './picture.ts';
import { withScratchFile } from './scratch-file.ts';

/** Makes every size and format of a picture that is not there yet; a second call makes nothing. */
export async function makePictureSizes(ctx: Ctx, pictureId: string): Promise<void> {
  const master = await pictureMasterPath(ctx, pictureId);
  const made = await ctx.db
    .selectFrom('picture_size')
    .select(['use', 'format'])
    .where('shop_id', '=', ctx.shop.id)
    .where('picture_id', '=', pictureId)
    .execute();
  for (const use of Object.keys(PICTURE_USES) as PictureUse[]) {
    for (const format of PICTURE_FORMATS) {
      if (!made.some((size) => size.use === use && size.format === format)) await makeSize(ctx, { pictureId, master, use, format });
    }
  }
}

/** JPEG has no transparency: what was seen through becomes white paper. */
const PAPER = '#ffffff';

// What pages show is squeezed hard; the largest size is for channels and downloads, and takes five times less to make so.
const small = { webp: { quality: 82, effort: 3 }, jpeg: { quality: 85, mozjpeg: true } };
const large = { webp: { quality: 84, effort: 1 }, jpeg: { quality: 88 } };
const WEBP = { thumb: small.webp, card: small.webp, page: small.webp, full: large.webp };
const JPEG = { thumb: small.jpeg, card: small.jpeg, page: small.jpeg, full: large.jpeg };

type SizeToMake = { pictureId: string; master: string; use: PictureUse; format: PictureFormat };

async function makeSize(ctx: Ctx, { pictureId, master, use, format }: SizeToMake): Promise<void> {
  const sharp = await loadSharp();
  await withScratchFile(async (scratch) => {
    const side = PICTURE_USES[use];
    const resized = sharp(master).resize(side, side, { fit: 'inside', withoutEnlargement: true });
    const encoded = format === 'webp' ? resized.webp(WEBP[use]) : resized.flatten({ background: PAPER }).jpeg(JPEG[use]);
    const { width, height } = await encoded.toFile(scratch);
    const file = await storeFile(ctx, { path: scratch, extension: format, audience: 'public' });
    await ctx.db
      .insertInto('picture_size')
      .values({ shop_id: ctx.shop.id, picture_id: pictureId, use, format, width, height, file_id: file.id })
      .onConflict((conflict) => conflict.columns(['shop_id', 'picture_id', 'use', 'format']).doNothing())
      .execute();
  });
}
