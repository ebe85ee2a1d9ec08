import { sql } from 'kysely';
import { authorise, type Ctx, type Page, readInput, toPage } from '#platform';
import { isLow } from './free-units.ts';
import { type ListStock, listStockSchema, type StockView } from './inventory.ts';
import { loadStock, selectStock, toStockView } from './stock.store.ts';

/**
 * The stock of every variant, the newest first. Archived ones are there as long as any of them is left or promised.
 * @throws BottegaError forbidden, invalid_input
 */
export async function listStock(ctx: Ctx, input: ListStock = {}): Promise<Page<StockView>> {
  authorise(ctx, 'inventory.read');
  const { q, low, locationId, cursor, limit } = readInput(listStockSchema, input);
  let query = selectStock(ctx).where(
    sql<boolean>`(variant.archived_at is null or exists (select from stock where stock.shop_id = variant.shop_id
      and stock.variant_id = variant.id and (stock.on_hand > 0 or stock.reserved > 0)))`,
  );
  if (q) {
    const words = q.toLowerCase();
    query = query.where(
      sql<boolean>`(strpos(lower(variant.sku), ${words}) > 0 or variant.barcode = ${q} or strpos(lower(variant.title), ${words}) > 0
        or exists (select from product_text other where other.shop_id = variant.shop_id and other.product_id = variant.product_id
          and strpos(lower(other.title), ${words}) > 0))`,
    );
  }
  if (low) query = query.where(isLow);
  if (locationId !== undefined)
    query = query.where(
      sql<boolean>`exists (select from stock where stock.shop_id = variant.shop_id and stock.variant_id = variant.id
        and stock.location_id = ${locationId})`,
    );
  if (cursor !== undefined) query = query.where('variant.id', '<', cursor);
  const rows = await query
    .orderBy('variant.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit);
  return { ...page, items: page.items.map(toStockView) };
}

/** The stock of one variant. @throws BottegaError forbidden, not_found */
export async function getStock(ctx: Ctx, { variantId }: { variantId: string }): Promise<StockView> {
  authorise(ctx, 'inventory.read');
  return loadStock(ctx, variantId);
}
