import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { BottegaError, type Ctx, loadPictures, may, type PictureView } from '#platform';
import { freeUnits } from '../inventory/free-units.ts';
import { isId } from '../words.ts';
import { readFilms } from './film.store.ts';
import type { ProductDetail, ProductFilm, ProductStatus } from './product.ts';
import { shorten } from './seo.ts';

type Which = { readonly id: string } | { readonly slug: string };

/** The states of the products that the actor may see. */
export const visibleStatuses = (ctx: Ctx): readonly ProductStatus[] =>
  may(ctx.actor, 'products.read') ? ['draft', 'on_sale', 'archived'] : ['on_sale'];

/** The language that the shop writes in first. */
export const mainLanguageOf = (ctx: Ctx): string => new Intl.Locale(ctx.shop.locale).language;

export const noSuchProduct = (): BottegaError => new BottegaError('not_found', 'This shop has no such product.');

/**
 * A product with all that belongs to it, its texts in `language` where it has them and in its main language elsewhere.
 * @throws BottegaError not_found, also for what the actor may not see.
 */
export async function loadProduct(ctx: Ctx, which: Which, language?: string): Promise<ProductDetail> {
  if ('id' in which && !isId(which.id)) throw noSuchProduct();
  const row = await readProduct(ctx, which);
  if (!row) throw noSuchProduct();
  const ids = row.pictures.map((picture) => picture.picture_id);
  const pictures = await loadPictures(ctx, ids);
  return toDetail(row, { pictures, films: await readFilms(ctx, row.id), language, forStaff: may(ctx.actor, 'products.read') });
}

const readProduct = (ctx: Ctx, which: Which) =>
  ctx.db
    .selectFrom('product')
    .select(['id', 'slug', 'status', 'category', 'tags', 'notes', 'main_language', 'created_at'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('product_text')
          .select(['language', 'title', 'description', 'seo_title', 'seo_description', 'alt_text'])
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
          .select(['variant.id', 'sku', 'title', 'price_amount', 'price_currency', freeUnits.as('free')])
          .whereRef('variant.shop_id', '=', 'product.shop_id')
          .whereRef('variant.product_id', '=', 'product.id')
          .orderBy('position'),
      ).as('variants'),
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('status', 'in', visibleStatuses(ctx))
    .where((where) => ('id' in which ? where('id', '=', which.id) : where('slug', '=', which.slug)))
    .executeTakeFirst();

type ProductRow = NonNullable<Awaited<ReturnType<typeof readProduct>>>;

type Beside = {
  readonly pictures: ReadonlyMap<string, PictureView>;
  readonly films: ProductFilm[];
  readonly language: string | undefined;
  readonly forStaff: boolean;
};

function toDetail(row: ProductRow, { pictures, films, language, forStaff }: Beside): ProductDetail {
  const main = row.texts.find((text) => text.language === row.main_language);
  const text = row.texts.find((one) => one.language === language) ?? main;
  const variants = row.variants.map(toVariant);
  const [first] = variants;
  if (!text || !first) throw new Error(`the product ${row.id} lacks its text or its variant`);
  const views = row.pictures.map((picture, position) => {
    const view = pictures.get(picture.picture_id);
    if (!view) throw new Error(`the picture ${picture.picture_id} is gone`);
    return { picture: view, altText: (position === 0 && text !== main && text.alt_text) || picture.alt_text };
  });
  return {
    id: row.id,
    slug: row.slug,
    title: text.title,
    price: first.price,
    stock: variants.reduce((sum, variant) => sum + variant.stock, 0),
    status: row.status,
    category: row.category,
    picture: views[0]?.picture ?? null,
    altText: views[0]?.altText ?? '',
    createdAt: row.created_at,
    description: text.description,
    notes: forStaff ? row.notes : '',
    tags: row.tags,
    seoTitle: text.seo_title || text.title,
    seoDescription: text.seo_description || shorten(text.description),
    pictures: views,
    variants,
    films,
    languages: row.texts.map((one) => one.language),
    language: text.language,
  };
}

const toVariant = (row: ProductRow['variants'][number]): ProductDetail['variants'][number] => ({
  id: row.id,
  sku: row.sku,
  title: row.title,
  price: { amount: row.price_amount, currency: row.price_currency },
  stock: row.free ?? 0,
});
