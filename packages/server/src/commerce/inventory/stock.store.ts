import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { type Ctx, refuseField } from '#platform';
import { isId } from '../words.ts';
import { freeUnits, isLow } from './free-units.ts';
import { noSuchVariant, type StockView } from './inventory.ts';
import { firstLocation } from './stock.ts';

/** Variants with their stock at each place, as the staff sees them; `id` is the variant's. */
export const selectStock = (ctx: Ctx) =>
  ctx.db
    .selectFrom('variant')
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'variant.shop_id').onRef('product.id', '=', 'variant.product_id'))
    .innerJoin('product_text as text', (join) =>
      join
        .onRef('text.shop_id', '=', 'product.shop_id')
        .onRef('text.product_id', '=', 'product.id')
        .onRef('text.language', '=', 'product.main_language'),
    )
    .select(['variant.id', 'variant.product_id as productId', 'text.title as productTitle', 'variant.title', 'variant.sku'])
    .select(['variant.barcode', 'variant.low_stock_at as lowStockAt', isLow.as('low')])
    .select(sql<number>`coalesce(${freeUnits}, 0)`.as('free'))
    .select((variant) =>
      jsonArrayFrom(
        variant
          .selectFrom('stock')
          .innerJoin('location', (join) =>
            join.onRef('location.shop_id', '=', 'stock.shop_id').onRef('location.id', '=', 'stock.location_id'),
          )
          .select(['stock.location_id as locationId', 'location.name', 'location.state', 'stock.on_hand as onHand', 'stock.reserved'])
          .select('stock.backorder_limit as backorderLimit')
          .select(
            sql<number>`case when location.state = 'open' then greatest(stock.on_hand + stock.backorder_limit - stock.reserved, 0)
              else 0 end`.as('free'),
          )
          .whereRef('stock.shop_id', '=', 'variant.shop_id')
          .whereRef('stock.variant_id', '=', 'variant.id')
          .orderBy('location.position')
          .orderBy('location.id'),
      ).as('places'),
    )
    .where('variant.shop_id', '=', ctx.shop.id);

type StockRow = Awaited<ReturnType<ReturnType<typeof selectStock>['executeTakeFirstOrThrow']>>;

export function toStockView({ id: variantId, ...row }: StockRow): StockView {
  const sum = (of: 'onHand' | 'reserved') => row.places.reduce((total, place) => total + place[of], 0);
  return { variantId, ...row, onHand: sum('onHand'), reserved: sum('reserved') };
}

/** One variant with its stock. @throws BottegaError not_found */
export async function loadStock(ctx: Ctx, variantId: string): Promise<StockView> {
  const row = isId(variantId) ? await selectStock(ctx).where('variant.id', '=', variantId).executeTakeFirst() : undefined;
  if (!row) throw noSuchVariant();
  return toStockView(row);
}

/** The id as the database writes it. @throws BottegaError not_found */
export async function findVariant(ctx: Ctx, variantId: string): Promise<string> {
  const known = isId(variantId)
    ? await ctx.db.selectFrom('variant').select('id').where('shop_id', '=', ctx.shop.id).where('id', '=', variantId).executeTakeFirst()
    : undefined;
  if (!known) throw noSuchVariant();
  return known.id;
}

/** The place that was named, or else where goods come in. @throws BottegaError invalid_input for `field` */
export async function findPlace(ctx: Ctx, locationId: string | undefined, field = 'locationId'): Promise<string> {
  if (locationId === undefined) return firstLocation(ctx);
  const known = await ctx.db
    .selectFrom('location')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', locationId)
    .executeTakeFirst();
  return known?.id ?? refuseField(field, 'This shop has no such place.');
}
