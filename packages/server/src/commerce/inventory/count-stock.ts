import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, readInput } from '#platform';
import { changeOnHand } from './change-on-hand.ts';
import { countSchema, type StockView } from './inventory.ts';

/**
 * Says how many units were counted at a place. The same count again changes nothing.
 * @throws BottegaError forbidden, not_found, invalid_input, conflict when more are promised there than were counted
 */
export async function countStock(
  ctx: Ctx,
  { variantId, ...input }: z.input<typeof countSchema> & { variantId: string },
): Promise<StockView> {
  authorise(ctx, 'inventory.write');
  const { locationId, onHand, note } = readInput(countSchema, input);
  const changeOf = (level: { onHand: number }) => onHand - level.onHand;
  return changeOnHand(ctx, { variantId, locationId, note, action: 'count', reason: 'counted', changeOf });
}
