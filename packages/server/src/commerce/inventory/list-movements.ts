import { authorise, type Ctx, type Page, readInput, toPage } from '#platform';
import { type ListMovements, listMovementsSchema, type MovementView } from './inventory.ts';

/**
 * What came, went and was counted, the latest first; of one variant or one place where they are named.
 * @throws BottegaError forbidden, invalid_input
 */
export async function listMovements(ctx: Ctx, input: ListMovements = {}): Promise<Page<MovementView>> {
  authorise(ctx, 'inventory.read');
  const { variantId, locationId, cursor, limit } = readInput(listMovementsSchema, input);
  let query = ctx.db
    .selectFrom('stock_movement as movement')
    .innerJoin('variant', (join) => join.onRef('variant.shop_id', '=', 'movement.shop_id').onRef('variant.id', '=', 'movement.variant_id'))
    .innerJoin('location', (join) =>
      join.onRef('location.shop_id', '=', 'movement.shop_id').onRef('location.id', '=', 'movement.location_id'),
    )
    .leftJoin('orders', (join) => join.onRef('orders.shop_id', '=', 'movement.shop_id').onRef('orders.id', '=', 'movement.subject_id'))
    .leftJoin('location as other', (join) =>
      join.onRef('other.shop_id', '=', 'movement.shop_id').onRef('other.id', '=', 'movement.subject_id'),
    )
    .select(['movement.id', 'movement.moved_at as at', 'movement.variant_id as variantId', 'variant.sku', 'variant.title'])
    .select(['movement.location_id as locationId', 'location.name as locationName', 'movement.change', 'movement.reason'])
    .select(['orders.id as orderId', 'orders.code as orderCode', 'other.name as otherPlace', 'movement.actor', 'movement.note'])
    .where('movement.shop_id', '=', ctx.shop.id);
  if (variantId !== undefined) query = query.where('movement.variant_id', '=', variantId);
  if (locationId !== undefined) query = query.where('movement.location_id', '=', locationId);
  if (cursor !== undefined) query = query.where('movement.id', '<', cursor);
  const rows = await query
    .orderBy('movement.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit);
  const items = page.items.map(({ orderId, orderCode, ...row }) => ({
    ...row,
    order: orderId !== null && orderCode !== null ? { id: orderId, code: orderCode } : null,
  }));
  return { ...page, items };
}
