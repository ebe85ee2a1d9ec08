import { sql } from 'kysely';
import { freeUnits } from '../inventory/free-units.ts';
import { type Ctx, loadPictures, type Page, type PictureView, readInput, toPage } from '#platform';
import { type ListProducts, listProductsSchema, type ProductStatus, type ProductSummary } from './product.ts';
import { visibleStatuses } from './product.store.ts';

/** The products of the shop, newest first; guests see what is on sale. @throws BottegaError invalid_input */
export async function listProducts(ctx: Ctx, input: ListProducts = {}): Promise<Page<ProductSummary>> {
  const wanted = readInput(listProductsSchema, input);
  const statuses = visibleStatuses(ctx).filter((status) => wanted.status === undefined || status === wanted.status);
  if (statuses.length === 0) return { items: [], next: null };
  const rows = await readRows(ctx, wanted, statuses);
  const page = toPage(rows, wanted.limit);
  const pictures = await loadPictures(
    ctx,
    page.items.flatMap((row) => row.picture_id ?? []),
  );
  return { ...page, items: page.items.map((row) => toSummary(row, pictures)) };
}

/** One row more than the page holds: whether there is a next page. */
async function readRows(ctx: Ctx, wanted: Omit<ListProducts, 'limit'> & { limit: number }, statuses: readonly ProductStatus[]) {
  let query = ctx.db
    .selectFrom('product')
    .innerJoin('variant as first', (join) =>
      join.onRef('first.shop_id', '=', 'product.shop_id').onRef('first.product_id', '=', 'product.id').on('first.position', '=', 0),
    )
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('product_text')
          .select(['title', 'alt_text', 'language'])
          .whereRef('product_text.shop_id', '=', 'product.shop_id')
          .whereRef('product_text.product_id', '=', 'product.id')
          .where(sql<boolean>`language in (${wanted.language ?? ''}, product.main_language)`)
          .orderBy(sql`language = ${wanted.language ?? ''}`, 'desc')
          .limit(1)
          .as('text'),
      (join) => join.onTrue(),
    )
    .leftJoin('product_picture as cover', (join) =>
      join.onRef('cover.shop_id', '=', 'product.shop_id').onRef('cover.product_id', '=', 'product.id').on('cover.position', '=', 0),
    )
    .select(['product.id', 'slug', 'status', 'category', 'product.created_at', 'price_amount', 'price_currency', 'text.title'])
    .select(['cover.picture_id', 'cover.alt_text', 'text.alt_text as other_alt_text'])
    .select(sql<boolean>`text.language <> product.main_language`.as('translated'))
    .select(({ selectFrom }) =>
      selectFrom('variant')
        .select(sql<number>`sum(coalesce(${freeUnits}, 0))::int`.as('units'))
        .whereRef('variant.shop_id', '=', 'product.shop_id')
        .whereRef('variant.product_id', '=', 'product.id')
        .as('stock'),
    )
    .where('product.shop_id', '=', ctx.shop.id)
    .where('status', 'in', statuses);
  if (wanted.category !== undefined) query = query.where('category', '=', wanted.category);
  if (wanted.cursor !== undefined) query = query.where('product.id', '<', wanted.cursor);
  return query
    .orderBy('product.id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

const toSummary = (row: Row, pictures: ReadonlyMap<string, PictureView>): ProductSummary => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  price: { amount: row.price_amount, currency: row.price_currency },
  stock: row.stock ?? 0,
  status: row.status,
  category: row.category,
  picture: (row.picture_id && pictures.get(row.picture_id)) || null,
  altText: (row.translated && row.other_alt_text) || (row.alt_text ?? ''),
  createdAt: row.created_at,
});
