import { type RawBuilder, sql } from 'kysely';
import { type Ctx, type Page, readInput, refuseField, toPage } from '#platform';
import { readSubtree } from '../categories/category.store.ts';
import { readCursor, type SortKey, writeCursor } from './list-cursor.ts';
import { type ListProducts, listProductsSchema, type ProductSort, type ProductStatus, type ProductSummary } from './product.ts';
import { hasStatus, visibleStatuses } from './product.store.ts';
import { DOCUMENT_VERSION, fillHoles } from './read-model/document.ts';
import { isInStock, unitsOf } from './read-model/units.ts';
import { renewDocuments } from './read-model/write-documents.ts';
import { toQuery } from './search-words.ts';

/**
 * The products of the shop in pages, found by words and filters; guests see what is on sale. Of what is found by words at most five hundred
 * are put into order.
 * @throws BottegaError invalid_input
 */
export async function listProducts(ctx: Ctx, input: ListProducts = {}): Promise<Page<ProductSummary>> {
  return JSON.parse(await listProductsText(ctx, input)) as Page<ProductSummary>;
}

/** The same as the JSON that goes over the wire: what PostgreSQL holds is passed on without being read. @throws BottegaError invalid_input */
export async function listProductsText(ctx: Ctx, input: ListProducts = {}): Promise<string> {
  const wanted = readInput(listProductsSchema, input);
  const asked = await ask(ctx, wanted);
  if (!asked) return EMPTY;
  const rows = await readRows(ctx, asked);
  const old = rows.filter(({ version }) => version < DOCUMENT_VERSION).map(({ id }) => id);
  if (old.length > 0) {
    await renewDocuments(ctx, old);
    return listProductsText(ctx, input);
  }
  const page = toPage(rows, wanted.limit);
  const items = page.items.map(({ text, units }) => fillHoles(text, units));
  const last = page.next === null ? undefined : page.items.at(-1);
  const next = last ? writeCursor(asked.sort, { value: last.value, id: last.id }) : null;
  return `{"items":[${items.join(',')}],"next":${JSON.stringify(next)}}`;
}

const EMPTY = '{"items":[],"next":null}';
const DEAREST = Number.MAX_SAFE_INTEGER;

type Wanted = ReturnType<typeof listProductsSchema.parse>;

/** A list as the database is asked for it. */
type Asked = {
  readonly statuses: readonly ProductStatus[];
  /** What was typed, as a tsquery; null where nothing was. */
  readonly query: string | null;
  readonly categories: readonly string[] | null;
  readonly sort: ProductSort;
  readonly after: SortKey | null;
  readonly language: string;
  readonly limit: number;
  readonly from: number;
  readonly to: number;
  readonly inStock: boolean;
};

/** Null where nothing can be found. @throws BottegaError invalid_input for a cursor that is not from such a page */
async function ask(ctx: Ctx, wanted: Wanted): Promise<Asked | null> {
  const statuses = visibleStatuses(ctx).filter((status) => wanted.status === undefined || status === wanted.status);
  const categories = wanted.category === undefined ? null : await readSubtree(ctx, wanted.category);
  const isSearch = wanted.q !== undefined && wanted.q.trim() !== '';
  const query = isSearch ? toQuery(wanted.q as string, categories) : null;
  if (statuses.length === 0 || categories?.length === 0 || (isSearch && query === null)) return null;
  const sort = sortOf(wanted.sort, isSearch);
  const after = wanted.cursor === undefined ? null : readCursor(sort, wanted.cursor);
  if (wanted.cursor !== undefined && after === null) refuseField('cursor', 'This cursor is not from a page of ours in this order.');
  return {
    ...{ statuses, query, categories, sort, after },
    language: wanted.language ?? '',
    limit: wanted.limit,
    from: wanted.price_from ?? 0,
    to: wanted.price_to ?? DEAREST,
    inStock: wanted.in_stock === true,
  };
}

/** Without words nothing is more relevant than anything else. */
function sortOf(wished: ProductSort | undefined, isSearch: boolean): ProductSort {
  if (wished !== undefined && (wished !== 'relevance' || isSearch)) return wished;
  return isSearch ? 'relevance' : 'newest';
}

type Row = { id: string; version: number; text: string; units: number[]; value: string | number | null };

/**
 * One row more than the page holds: whether there is a next page. The limit is written into the statement: PostgreSQL takes a limit that it
 * does not know for a tenth of the table, and plans such a search anew each time.
 */
async function readRows(ctx: Ctx, asked: Asked): Promise<Row[]> {
  const { value, order } = ORDERS[asked.sort];
  const found =
    asked.query === null
      ? sql`product_search hit where hit.shop_id = ${ctx.shop.id} and ${and(listed(asked))}`
      : // Put into order before they are looked at one by one: whether each is in stock is asked of as many as the page needs.
        sql`(select * from find_products(${asked.query}::tsquery, ${[...asked.statuses]}::text[], ${asked.from}, ${asked.to}) hit
          order by ${order} offset 0) hit where true`;
  const { rows } = await sql<Row>`
    with page as materialized (
      select hit.product_id, ${value} as value, row_number() over (order by ${order}) as place from ${found}
      and ${and([...(asked.after ? [isAfter(asked.sort, asked.after)] : []), ...(asked.inStock ? [isInStock(ctx, ID)] : [])])}
      order by ${order} limit ${sql.lit(asked.limit + 1)})
    select document.product_id as id, document.version, document.list_text as text, page.value,
      ${unitsOf(ctx, sql`document.variant_ids`)} as units
    from page cross join lateral (
      select one.product_id, one.version, one.list_text, one.variant_ids from product_document one
      where one.shop_id = ${ctx.shop.id} and one.product_id = page.product_id and ${inLanguage(asked.language)}) document
    order by page.place`.execute(ctx.db);
  return rows;
}

/** The one document that is shown: without a wish the main language's, which needs no choosing. Stands last in its query. */
const inLanguage = (language: string): RawBuilder<unknown> =>
  language === '' ? sql`one.is_main` : sql`(one.language = ${language} or one.is_main) order by one.is_main limit 1`;

const ID = sql<string>`hit.product_id`;

const and = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;

/** What a list without words is narrowed by; a search has it in its function. */
const listed = ({ statuses, categories, from, to }: Asked): RawBuilder<boolean>[] => [
  hasStatus(sql`hit.status`, statuses),
  ...(categories ? [sql<boolean>`hit.category = any(${[...categories]})`] : []),
  ...(from > 0 ? [sql<boolean>`hit.price >= ${from}`] : []),
  ...(to < DEAREST ? [sql<boolean>`hit.price <= ${to}`] : []),
];

/** What each order goes by, and how the database writes it. Of equals the newest comes first, but by price and title upwards the oldest. */
const ORDERS: Readonly<Record<ProductSort, { value: RawBuilder<unknown>; order: RawBuilder<unknown> }>> = {
  relevance: { value: sql`hit.rank`, order: sql`hit.rank desc, hit.product_id desc` },
  newest: { value: sql`null`, order: sql`hit.product_id desc` },
  price: { value: sql`hit.price`, order: sql`hit.price, hit.product_id` },
  '-price': { value: sql`hit.price`, order: sql`hit.price desc, hit.product_id desc` },
  title: { value: sql`hit.title`, order: sql`hit.title, hit.product_id` },
};

function isAfter(sort: ProductSort, { value, id }: SortKey): RawBuilder<boolean> {
  if (sort === 'newest') return sql<boolean>`hit.product_id < ${id}`;
  if (sort === 'relevance') return sql<boolean>`(hit.rank, hit.product_id) < (${value}::real, ${id}::uuid)`;
  if (sort === '-price') return sql<boolean>`(hit.price, hit.product_id) < (${value}::bigint, ${id}::uuid)`;
  if (sort === 'price') return sql<boolean>`(hit.price, hit.product_id) > (${value}::bigint, ${id}::uuid)`;
  return sql<boolean>`(hit.title, hit.product_id) > (${value}::text, ${id}::uuid)`;
}
