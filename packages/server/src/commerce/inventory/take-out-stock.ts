import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, readInput } from '#platform';
import { changeOnHand } from './change-on-hand.ts';
import { type StockView, takeOutSchema } from './inventory.ts';

/**
 * Takes units out that were lost or damaged.
 * @throws BottegaError forbidden, not_found, invalid_input, key_reused, conflict when there are fewer, or too few are left
 */
export async function takeOutStock(
  ctx: Ctx,
  { variantId, ...input }: z.input<typeof takeOutSchema> & { variantId: string },
): Promise<StockView> {
  authorise(ctx, 'inventory.write');
  const { quantity, ...wanted } = readInput(takeOutSchema, input);
  return changeOnHand(ctx, { ...wanted, variantId, action: 'take_out', changeOf: () => -quantity });
}
