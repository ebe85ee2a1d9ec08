import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { appendAudit, authorise, type Ctx, inTransaction, type Page, readInput, refuseField } from '#platform';
import { readPriceCsv } from './price-csv.ts';
import { type ListPriceView, type NewPrice, pricesPageSchema, type WritePrices, writePricesSchema } from './price-list.ts';
import { findList } from './price-list.store.ts';

/** The prices on a list. @throws BottegaError forbidden, not_found, invalid_input */
export async function listPrices(
  ctx: Ctx,
  { id, ...input }: z.input<typeof pricesPageSchema> & { id: string },
): Promise<Page<ListPriceView>> {
  authorise(ctx, 'pricing.read');
  const { cursor, limit } = readInput(pricesPageSchema, input);
  await findList(ctx, id);
  let query = ctx.db
    .selectFrom('price_entry as entry')
    .innerJoin('variant', (join) => join.onRef('variant.shop_id', '=', 'entry.shop_id').onRef('variant.id', '=', 'entry.variant_id'))
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'entry.shop_id').onRef('product.id', '=', 'variant.product_id'))
    .innerJoin('product_text as text', (join) =>
      join
        .onRef('text.shop_id', '=', 'entry.shop_id')
        .onRef('text.product_id', '=', 'product.id')
        .onRef('text.language', '=', 'product.main_language'),
    )
    .select(['entry.variant_id as variantId', 'variant.product_id as productId', 'variant.sku', 'text.title'])
    .select(['entry.least_quantity as leastQuantity', 'entry.amount', 'variant.price_amount as baseAmount'])
    .where('entry.shop_id', '=', ctx.shop.id)
    .where('entry.list_id', '=', id);
  if (cursor !== undefined) {
    const [variantId, quantity] = cursor.split('.');
    query = query.where(sql<boolean>`(entry.variant_id, entry.least_quantity) > (${variantId}::uuid, ${Number(quantity)})`);
  }
  const rows = await query
    .orderBy('entry.variant_id')
    .orderBy('entry.least_quantity')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.variantId}.${last.leastQuantity}` : null };
}

/**
 * Writes up to 500 prices onto a list, all of them or none: one of the same variant and quantity is replaced, one without an amount is taken
 * away. @throws BottegaError forbidden, not_found, invalid_input naming the first price that is wrong
 */
export async function writePrices(ctx: Ctx, { id, ...input }: WritePrices & { id: string }): Promise<{ written: number; removed: number }> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(writePricesSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const { currency, name } = await findList(ctx, id);
    const prices = 'csv' in wanted ? readPriceCsv(wanted.csv, currency) : wanted.prices;
    const rows = await resolveVariants(ctx, prices, 'csv' in wanted);
    const kept = rows.filter((row): row is typeof row & { amount: number } => row.amount !== null);
    const gone = rows.filter((row) => row.amount === null);
    if (kept.length > 0) await upsert(ctx, id, kept);
    const removed = gone.length > 0 ? await remove(ctx, id, gone) : 0;
    await appendAudit(ctx, { action: 'price_list.prices', subjectId: id, detail: { name, written: kept.length, removed } });
    return { written: kept.length, removed };
  });
}

type Row = { variantId: string; leastQuantity: number; amount: number | null };

async function resolveVariants(ctx: Ctx, prices: readonly NewPrice[], isCsv: boolean): Promise<Row[]> {
  const ids = prices.flatMap((price) => price.variantId ?? []);
  const skus = prices.flatMap((price) => price.sku ?? []);
  const found = await ctx.db
    .selectFrom('variant')
    .select(['id', 'sku'])
    .where('shop_id', '=', ctx.shop.id)
    .where((variant) =>
      variant.or([...(ids.length > 0 ? [variant('id', 'in', ids)] : []), ...(skus.length > 0 ? [variant('sku', 'in', skus)] : [])]),
    )
    .execute();
  const byId = new Set(found.map((variant) => variant.id));
  const bySku = new Map(found.map((variant) => [variant.sku, variant.id]));
  const rows = new Map<string, Row>();
  for (const [at, { variantId, sku, leastQuantity, amount }] of prices.entries()) {
    const id = variantId === undefined ? bySku.get(sku ?? '') : byId.has(variantId) ? variantId : undefined;
    const field = isCsv ? 'csv' : `prices.${at}.${variantId === undefined ? 'sku' : 'variantId'}`;
    if (id === undefined) refuseField(field, `This shop has no variant ${sku === undefined ? 'of that id' : `with the SKU ${sku}`}.`);
    const key = `${id}/${leastQuantity}`;
    if (rows.has(key)) refuseField(field, 'Two prices are for the same variant and least quantity: send one of them.');
    rows.set(key, { variantId: id, leastQuantity, amount });
  }
  return [...rows.values()];
}

async function upsert(ctx: Ctx, listId: string, rows: readonly (Row & { amount: number })[]): Promise<void> {
  await ctx.db
    .insertInto('price_entry')
    .values(
      rows.map(({ variantId, leastQuantity, amount }) => ({
        ...{ shop_id: ctx.shop.id, list_id: listId, variant_id: variantId, least_quantity: leastQuantity, amount },
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'list_id', 'variant_id', 'least_quantity'])
        .doUpdateSet((set) => ({ amount: set.ref('excluded.amount') })),
    )
    .execute();
}

async function remove(ctx: Ctx, listId: string, rows: readonly Row[]): Promise<number> {
  const { rows: removed } = await sql`
    delete from price_entry using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as gone("variantId" uuid, "leastQuantity" int)
    where shop_id = ${ctx.shop.id} and list_id = ${listId} and variant_id = gone."variantId" and least_quantity = gone."leastQuantity"
    returning 1`.execute(ctx.db);
  return removed.length;
}
