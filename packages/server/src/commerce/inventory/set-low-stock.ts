import type { z } from '@hono/zod-openapi';
import { appendAudit, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { lowStockSchema, type StockView } from './inventory.ts';
import { findVariant, loadStock } from './stock.store.ts';
import { watchStock } from './watch-stock.ts';

/**
 * Says from how many free units on, downwards, the staff is told that a variant is running low; null: never.
 * @throws BottegaError forbidden, not_found, invalid_input
 */
export async function setLowStock(ctx: Ctx, input: z.input<typeof lowStockSchema> & { variantId: string }): Promise<StockView> {
  authorise(ctx, 'inventory.write');
  const { variantId: named, ...wanted } = input;
  const { lowStockAt } = readInput(lowStockSchema, wanted);
  const variantId = await findVariant(ctx, named);
  await inTransaction(ctx, async (ctx) => {
    const changed = await ctx.db
      .updateTable('variant')
      .set({ low_stock_at: lowStockAt })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', variantId)
      .where('low_stock_at', 'is distinct from', lowStockAt)
      .returning('id')
      .executeTakeFirst();
    if (changed) await appendAudit(ctx, { action: 'stock.set_low', subjectId: variantId, detail: { lowStockAt } });
  });
  await watchStock(ctx, [variantId]);
  return loadStock(ctx, variantId);
}
