import { appendAudit, type Ctx, inTransaction } from '#platform';
import type { StockView } from './inventory.ts';
import {
  type Level,
  lockLevels,
  prepareLevels,
  requirePromised,
  requireThere,
  spotName,
  wasWritten,
  writeMovements,
} from './levels.store.ts';
import type { MovementReason } from './movement.ts';
import { findPlace, findVariant, loadStock } from './stock.store.ts';
import { watchStock } from './watch-stock.ts';

type OnHandChange = {
  readonly variantId: string;
  /** Undefined: the first open place. */
  readonly locationId?: string | undefined;
  readonly action: 'count' | 'receive' | 'take_out';
  readonly reason: MovementReason;
  readonly note: string;
  readonly key?: string | undefined;
  /** How many more there are after it; said of the spot under its lock. */
  readonly changeOf: (level: Level) => number;
};

/**
 * Changes what is on hand at one place, with its movement. What was written with the same key before is not written again.
 * @throws BottegaError not_found, invalid_input, key_reused, conflict when fewer would be there than are promised
 */
export async function changeOnHand(ctx: Ctx, { changeOf, action, reason, note, key, ...where }: OnHandChange): Promise<StockView> {
  const variantId = await findVariant(ctx, where.variantId);
  const locationId = await findPlace(ctx, where.locationId);
  const spot = { variantId, locationId };
  await prepareLevels(ctx, [spot]);
  await inTransaction(ctx, async (ctx) => {
    const level = (await lockLevels(ctx, [spot])).get(spotName(spot));
    if (!level) throw new Error(`the stock of ${spotName(spot)} was prepared and is not there`);
    const movement = { ...spot, change: changeOf(level), reason, note, key };
    if (movement.change === 0 || (await wasWritten(ctx, movement))) return;
    const onHand = level.onHand + movement.change;
    requireThere(level, -movement.change);
    if (movement.change < 0) await requirePromised(ctx, level, onHand);
    await writeMovements(ctx, [movement]);
    const detail = { locationId, change: movement.change, onHand, reason, ...(note && { note }) };
    await appendAudit(ctx, { action: `stock.${action}`, subjectId: variantId, detail });
  });
  await watchStock(ctx, [variantId]);
  return loadStock(ctx, variantId);
}
