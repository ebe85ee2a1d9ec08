import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { type Ctx, fileUrl } from '#platform';
import type { ProductFilm } from './product.ts';

/** The films of products with their captions, widest first, by product. */
export async function readFilms(ctx: Ctx, productIds: readonly string[]): Promise<Map<string, ProductFilm[]>> {
  const rows = await readRows(ctx, productIds);
  const widestFirst = rows.toSorted((a, b) => b.width / b.height - a.width / a.height);
  return new Map([...Map.groupBy(widestFirst, (row) => row.product_id)].map(([productId, films]) => [productId, films.map(toFilm)]));
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

const toFilm = (row: Row): ProductFilm => ({
  shape: row.shape,
  fileId: row.file_id,
  url: fileUrl({ id: row.file_id, extension: row.extension }),
  seconds: row.seconds,
  width: row.width,
  height: row.height,
  posterUrl: row.poster_id && row.poster_extension ? fileUrl({ id: row.poster_id, extension: row.poster_extension }) : null,
  captions: row.captions.map(({ language, ...file }) => ({ language, url: fileUrl(file) })),
});

const readRows = (ctx: Ctx, productIds: readonly string[]) =>
  ctx.db
    .selectFrom('product_film as film')
    .innerJoin('file', (join) => join.onRef('file.shop_id', '=', 'film.shop_id').onRef('file.id', '=', 'film.file_id'))
    .leftJoin('file as poster', (join) => join.onRef('poster.shop_id', '=', 'film.shop_id').onRef('poster.id', '=', 'film.poster_file_id'))
    .select(['film.product_id', 'film.shape', 'film.file_id', 'file.extension', 'film.seconds', 'film.width', 'film.height'])
    .select(['poster.id as poster_id', 'poster.extension as poster_extension'])
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('product_film_caption as caption')
          .innerJoin('file as text', (join) => join.onRef('text.shop_id', '=', 'caption.shop_id').onRef('text.id', '=', 'caption.file_id'))
          .select(['caption.language', 'text.id', 'text.extension'])
          .whereRef('caption.shop_id', '=', 'film.shop_id')
          .whereRef('caption.product_id', '=', 'film.product_id')
          .whereRef('caption.shape', '=', 'film.shape')
          .orderBy('caption.language'),
      ).as('captions'),
    )
    .where('film.shop_id', '=', ctx.shop.id)
    .where('film.product_id', '=', sql<string>`any(${productIds})`)
    .execute();
