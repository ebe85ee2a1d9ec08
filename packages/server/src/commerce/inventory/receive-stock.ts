import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, readInput } from '#platform';
import { changeOnHand } from './change-on-hand.ts';
import { receiveSchema, type StockView } from './inventory.ts';

/**
 * Takes units in that have come.
 * @throws BottegaError forbidden, not_found, invalid_input, key_reused
 */
export async function receiveStock(
  ctx: Ctx,
  { variantId, ...input }: z.input<typeof receiveSchema> & { variantId: string },
): Promise<StockView> {
  authorise(ctx, 'inventory.write');
  const { quantity, ...wanted } = readInput(receiveSchema, input);
  return changeOnHand(ctx, { ...wanted, variantId, action: 'receive', reason: 'received', changeOf: () => quantity });
}
