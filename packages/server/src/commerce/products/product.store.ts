import { type RawBuilder, sql } from 'kysely';
import { BottegaError, type Ctx, may } from '#platform';
import { isId } from '../words.ts';
import type { Option } from './options.ts';
import type { ProductDetail, ProductStatus } from './product.ts';
import { DOCUMENT_VERSION, fillHoles } from './read-model/document.ts';
import { unitsOf } from './read-model/units.ts';
import { renewDocuments } from './read-model/write-documents.ts';

type WhichProduct = { readonly id: string } | { readonly slug: string };

/** The states of the products that the actor may see. */
export const visibleStatuses = (ctx: Ctx): readonly ProductStatus[] =>
  may(ctx.actor, 'products.read') ? ['draft', 'on_sale', 'archived'] : ['on_sale'];

const languages = new Map<string, string>();

/** The language that the shop writes in first. */
export function mainLanguageOf({ shop: { locale } }: Ctx): string {
  const known = languages.get(locale);
  if (known !== undefined) return known;
  const { language } = new Intl.Locale(locale);
  languages.set(locale, language);
  return language;
}

export const noSuchProduct = (): BottegaError => new BottegaError('not_found', 'This shop has no such product.');

/**
 * A product with all that belongs to it, its texts in `language` where it has them and in its main language elsewhere.
 * @throws BottegaError not_found, also for what the actor may not see.
 */
export async function loadProduct(ctx: Ctx, which: WhichProduct, language?: string): Promise<ProductDetail> {
  return JSON.parse(await loadProductText(ctx, which, language)) as ProductDetail;
}

/** The same as the JSON that goes over the wire: what PostgreSQL holds is passed on without being read. */
export async function loadProductText(ctx: Ctx, which: WhichProduct, language = ''): Promise<string> {
  if ('id' in which && !isId(which.id)) throw noSuchProduct();
  const row = await readDetail(ctx, which, language);
  if (!row) throw noSuchProduct();
  if (row.version < DOCUMENT_VERSION) {
    await renewDocuments(ctx, [row.id]);
    return loadProductText(ctx, which, language);
  }
  const notes = may(ctx.actor, 'products.read') ? await readNotes(ctx, row.id) : '';
  return `${fillHoles(row.text, row.units).slice(0, -1)},"notes":${JSON.stringify(notes)}}`;
}

type DetailRow = { readonly id: string; readonly version: number; readonly text: string; readonly units: number[] };

async function readDetail(ctx: Ctx, which: WhichProduct, language: string): Promise<DetailRow | undefined> {
  const named = 'id' in which ? sql`document.product_id = ${which.id}` : sql`document.slug = ${which.slug}`;
  const { rows } = await sql<DetailRow>`
    select document.product_id as id, document.version, document.detail_text as text, ${unitsOf(ctx, sql`document.variant_ids`)} as units
    from product_document document
    where document.shop_id = ${ctx.shop.id} and ${named} and ${hasStatus(sql`document.status`, visibleStatuses(ctx))}
      and (document.language = ${language} or document.is_main)
    order by document.is_main
    limit 1`.execute(ctx.db);
  return rows[0];
}

/** One state is compared with, so that an index ordered by what follows it can be walked; of all of them nothing is asked. */
export function hasStatus(column: RawBuilder<unknown>, statuses: readonly ProductStatus[]): RawBuilder<boolean> {
  return statuses.length === 1 ? sql<boolean>`${column} = ${statuses[0]}` : sql<boolean>`true`;
}

async function readNotes(ctx: Ctx, id: string): Promise<string> {
  const row = await ctx.db.selectFrom('product').select('notes').where('shop_id', '=', ctx.shop.id).where('id', '=', id).executeTakeFirst();
  return row?.notes ?? '';
}

export type LockedProduct = {
  readonly main_language: string;
  readonly status: ProductStatus;
  readonly slug: string;
  readonly options: readonly Option[];
};

/**
 * Holds a product until the transaction ends, so that two changes of it come one after the other. Orders of it go on: they only need it to
 * stay.
 * @throws BottegaError not_found
 */
export async function lockProduct(ctx: Ctx, id: string): Promise<LockedProduct> {
  const product = await ctx.db
    .selectFrom('product')
    .select(['main_language', 'status', 'slug', 'options'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!product) throw noSuchProduct();
  return product;
}

/** Says when it was changed last. */
export async function touchProduct(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .updateTable('product')
    .set({ updated_at: ctx.clock.now().toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .execute();
}
