import type { z } from '@hono/zod-openapi';
import { appendAudit, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { backorderSchema, type StockView } from './inventory.ts';
import { lockLevels, prepareLevels, requirePromised, spotName } from './levels.store.ts';
import { findPlace, findVariant, loadStock } from './stock.store.ts';
import { watchStock } from './watch-stock.ts';

/**
 * Says how many more units than are there may be promised at a place.
 * @throws BottegaError forbidden, not_found, invalid_input, conflict when more than that are promised already
 */
export async function setBackorderLimit(
  ctx: Ctx,
  { variantId: named, ...input }: z.input<typeof backorderSchema> & { variantId: string },
): Promise<StockView> {
  authorise(ctx, 'inventory.write');
  const wanted = readInput(backorderSchema, input);
  const variantId = await findVariant(ctx, named);
  const locationId = await findPlace(ctx, wanted.locationId);
  const spot = { variantId, locationId };
  await prepareLevels(ctx, [spot]);
  await inTransaction(ctx, async (ctx) => {
    const level = (await lockLevels(ctx, [spot])).get(spotName(spot));
    if (!level) throw new Error(`the stock of ${spotName(spot)} was prepared and is not there`);
    if (level.backorderLimit === wanted.limit) return;
    await requirePromised(ctx, { ...level, backorderLimit: wanted.limit }, level.onHand);
    await ctx.db
      .updateTable('stock')
      .set({ backorder_limit: wanted.limit })
      .where('shop_id', '=', ctx.shop.id)
      .where('variant_id', '=', variantId)
      .where('location_id', '=', locationId)
      .execute();
    await appendAudit(ctx, { action: 'stock.set_backorder', subjectId: variantId, detail: { locationId, limit: wanted.limit } });
  });
  await watchStock(ctx, [variantId]);
  return loadStock(ctx, variantId);
}
