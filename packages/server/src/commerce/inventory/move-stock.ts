import type { z } from '@hono/zod-openapi';
import { appendAudit, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { moveSchema, type StockView } from './inventory.ts';
import { lockLevels, prepareLevels, requirePromised, requireThere, spotName, wasWritten, writeMovements } from './levels.store.ts';
import { findPlace, findVariant, loadStock } from './stock.store.ts';
import { watchStock } from './watch-stock.ts';

/**
 * Moves units of a variant from one place to another.
 * @throws BottegaError forbidden, not_found, invalid_input, key_reused, conflict when there are fewer, or too few are left
 */
export async function moveStock(ctx: Ctx, input: z.input<typeof moveSchema> & { variantId: string }): Promise<StockView> {
  authorise(ctx, 'inventory.write');
  const { variantId: named, ...rest } = input;
  const { fromLocationId, toLocationId, quantity, note, key } = readInput(moveSchema, rest);
  const variantId = await findVariant(ctx, named);
  const from = { variantId, locationId: await findPlace(ctx, fromLocationId, 'fromLocationId') };
  const to = { variantId, locationId: await findPlace(ctx, toLocationId, 'toLocationId') };
  await prepareLevels(ctx, [from, to]);
  await inTransaction(ctx, async (ctx) => {
    const level = (await lockLevels(ctx, [from, to])).get(spotName(from));
    if (!level) throw new Error(`the stock of ${spotName(from)} was prepared and is not there`);
    const out = { ...from, change: -quantity, reason: 'moved', note, subjectId: to.locationId, key } as const;
    if (await wasWritten(ctx, out)) return;
    requireThere(level, quantity);
    await requirePromised(ctx, level, level.onHand - quantity);
    await writeMovements(ctx, [out, { ...to, change: quantity, reason: 'moved', note, subjectId: from.locationId }]);
    const detail = { from: from.locationId, to: to.locationId, quantity, ...(note && { note }) };
    await appendAudit(ctx, { action: 'stock.move', subjectId: variantId, detail });
  });
  await watchStock(ctx, [variantId]);
  return loadStock(ctx, variantId);
}
