import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { type Ctx, loadPictures, type PictureView } from '#platform';
import { readFilms } from '../film.store.ts';
import type { ProductFilm } from '../product.ts';

/** All that stands in the documents of products, from the tables that it is written in. Unknown ids are absent. */
export async function readFacts(ctx: Ctx, productIds: readonly string[]): Promise<ProductFacts[]> {
  if (productIds.length === 0) return [];
  const rows = await readRows(ctx, productIds); // one after the other: inside a transaction there is one connection
  const films = await readFilms(ctx, productIds);
  const pictures = await loadPictures(
    ctx,
    rows.flatMap((row) => row.pictures.map(({ picture_id }) => picture_id)),
  );
  return rows.map((row) => ({ ...row, pictures: row.pictures.map((one) => withView(one, pictures)), films: films.get(row.id) ?? [] }));
}

type Row = Awaited<ReturnType<typeof readRows>>[number];
type ShownPicture = { readonly view: PictureView; readonly altText: string };
export type ProductFacts = Omit<Row, 'pictures'> & { readonly pictures: readonly ShownPicture[]; readonly films: readonly ProductFilm[] };
export type VariantFacts = Row['variants'][number];

function withView({ picture_id, alt_text }: Row['pictures'][number], pictures: ReadonlyMap<string, PictureView>): ShownPicture {
  const view = pictures.get(picture_id);
  if (!view) throw new Error(`the picture ${picture_id} is gone`);
  return { view, altText: alt_text };
}

const readRows = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('product')
    .select(['id', 'slug', 'status', 'category', 'tax_category', 'tags', 'options', 'main_language', 'created_at'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('product_text')
          .select(['language', 'title', 'description', 'seo_title', 'seo_description', 'alt_text', 'option_words'])
          .whereRef('product_text.shop_id', '=', 'product.shop_id')
          .whereRef('product_text.product_id', '=', 'product.id')
          .orderBy('language'),
      ).as('texts'),
      jsonArrayFrom(
        selectFrom('product_picture')
          .select(['picture_id', 'alt_text'])
          .whereRef('product_picture.shop_id', '=', 'product.shop_id')
          .whereRef('product_picture.product_id', '=', 'product.id')
          .orderBy('position'),
      ).as('pictures'),
      jsonArrayFrom(
        selectFrom('variant')
          .select(['variant.id', 'sku', 'choices', 'price_amount', 'price_currency', 'barcode'])
          .select(['weight_grams', 'length_mm', 'width_mm', 'height_mm'])
          .select(
            sql<string[]>`array(select picture_id from variant_picture where variant_picture.shop_id = variant.shop_id
              and variant_picture.variant_id = variant.id order by variant_picture.position)`.as('picture_ids'),
          )
          .whereRef('variant.shop_id', '=', 'product.shop_id')
          .whereRef('variant.product_id', '=', 'product.id')
          .where('variant.archived_at', 'is', null)
          .orderBy('variant.position'),
      ).as('variants'),
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', sql<string>`any(${ids})`)
    .orderBy('id')
    .execute();
