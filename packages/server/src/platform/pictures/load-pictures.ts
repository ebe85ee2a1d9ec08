import type { ColourName } from '@bottega/contracts';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { fileKey, fileUrl } from '../files/store-file.ts';
import type { PictureSize, PictureView } from './picture.ts';

/** The pictures of these ids, in one round trip each for pictures and sizes; unknown ids are absent. */
export async function loadPictures(ctx: Ctx, ids: readonly string[]): Promise<Map<string, PictureView>> {
  if (ids.length === 0) return new Map();
  const [pictures, sizes] = await Promise.all([
    ctx.db
      .selectFrom('picture')
      .select(['id', 'width', 'height', 'palette'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', 'in', ids)
      .execute(),
    ctx.db
      .selectFrom('picture_size')
      .innerJoin('file', (join) => join.onRef('file.shop_id', '=', 'picture_size.shop_id').onRef('file.id', '=', 'picture_size.file_id'))
      .select(['picture_id', 'use', 'format', 'width', 'height', 'file_id', 'extension', 'bytes'])
      .where('picture_size.shop_id', '=', ctx.shop.id)
      .where('picture_id', 'in', ids)
      .orderBy('width')
      .execute(),
  ]);
  const bySize = Map.groupBy(sizes, (size) => size.picture_id);
  return new Map(
    pictures.map((picture) => [
      picture.id,
      {
        id: picture.id,
        width: picture.width,
        height: picture.height,
        palette: picture.palette.map((swatch) => ({ ...swatch, name: swatch.name as ColourName })),
        sizes: (bySize.get(picture.id) ?? []).map(
          (size): PictureSize => ({
            use: size.use,
            format: size.format,
            width: size.width,
            height: size.height,
            fileId: size.file_id,
            url: fileUrl({ id: size.file_id, extension: size.extension }),
            bytes: size.bytes,
          }),
        ),
      },
    ]),
  );
}

/** The upright, stripped master of a picture, as a path on local disk. @throws BottegaError not_found */
export async function pictureMasterPath(ctx: Ctx, pictureId: string): Promise<string> {
  const file = await ctx.db
    .selectFrom('picture')
    .innerJoin('file', (join) => join.onRef('file.shop_id', '=', 'picture.shop_id').onRef('file.id', '=', 'picture.original_file_id'))
    .select(['file.sha256', 'file.extension'])
    .where('picture.shop_id', '=', ctx.shop.id)
    .where('picture.id', '=', pictureId)
    .executeTakeFirst();
  if (!file) throw new BottegaError('not_found', 'This shop has no such picture.');
  return ctx.files.localPath(fileKey(file));
}
