import { sql } from 'kysely';
import type { Ctx } from '#platform';
import { shippingCountries } from '../carts/shipping-countries.ts';
import type { ProductDetail, ProductSummary } from './product.ts';
import { hasStatus, noSuchProduct, visibleStatuses } from './product.store.ts';
import { DOCUMENT_VERSION, fillHoles } from './read-model/document.ts';
import { unitsOf } from './read-model/units.ts';
import { renewDocuments } from './read-model/write-documents.ts';

/** A product as its page shows it. */
export type ShownProduct = {
  readonly product: Omit<ProductDetail, 'notes'>;
  /** The newest others of its category. */
  readonly others: readonly ProductSummary[];
  /** The countries that the shop sends parcels to, as ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
};

/** `others`: how many at most. */
type Wanted = { readonly slug: string; readonly language: string; readonly others: number };

/**
 * A product by its slug with what stands beside it, in `language` where there is copy in it, all in one statement: a page asks for nothing
 * else, and each question costs as much as the answer. Guests see what is on sale.
 * @throws BottegaError not_found
 */
export async function showProduct(ctx: Ctx, wanted: Wanted): Promise<ShownProduct> {
  const rows = await readRows(ctx, wanted);
  const [first, ...others] = rows;
  if (!first) throw noSuchProduct();
  const old = rows.filter(({ version }) => version < DOCUMENT_VERSION).map(({ id }) => id);
  if (old.length > 0) {
    await renewDocuments(ctx, old);
    return showProduct(ctx, wanted);
  }
  return {
    product: read(first) as ShownProduct['product'],
    others: others.map((row) => read(row) as ProductSummary),
    countries: await shippingCountries(ctx, first.terms),
  };
}

type Row = { readonly id: string; readonly version: number; readonly text: string; readonly units: number[]; readonly terms: number };

const read = ({ text, units }: Row): unknown => JSON.parse(fillHoles(text, units));

/** The product first. */
async function readRows(ctx: Ctx, { slug, language, others }: Wanted): Promise<Row[]> {
  const shop = ctx.shop.id;
  const { rows } = await sql<Row>`
    with shown as materialized (
      select one.product_id, one.version, one.detail_text, one.variant_ids from product_document one
      where one.shop_id = ${shop} and one.slug = ${slug} and ${hasStatus(sql`one.status`, visibleStatuses(ctx))}
        and (one.language = ${language} or one.is_main)
      order by one.is_main limit 1),
    beside as (
      select hit.product_id from product_search hit
      where hit.shop_id = ${shop} and hit.status = 'on_sale'
        and hit.category = (select own.category from product_search own
          where own.shop_id = ${shop} and own.product_id = (select shown.product_id from shown))
        and hit.product_id <> (select shown.product_id from shown)
      order by hit.product_id desc limit ${sql.lit(others)}),
    document as (
      select null as place, shown.product_id as id, shown.version, shown.detail_text as text, shown.variant_ids from shown
      union all
      select beside.product_id, one.product_id, one.version, one.list_text, one.variant_ids from beside cross join lateral (
        select one.product_id, one.version, one.list_text, one.variant_ids from product_document one
        where one.shop_id = ${shop} and one.product_id = beside.product_id and (one.language = ${language} or one.is_main)
        order by one.is_main limit 1) one)
    select document.id, document.version, document.text, ${unitsOf(ctx, sql`document.variant_ids`)} as units,
      coalesce((select terms_version.version from terms_version where terms_version.shop_id = ${shop}), 0) as terms
    from document order by document.place desc nulls first`.execute(ctx.db);
  return rows;
}
