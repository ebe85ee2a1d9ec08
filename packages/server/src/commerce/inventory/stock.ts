import type { Ctx } from '#platform';

/** Units of a variant. */
export type Units = { readonly variantId: string; readonly quantity: number };

/** Says how many units there are, as counted by a person. */
export async function setStockLevel(ctx: Ctx, variantId: string, level: number): Promise<void> {
  await ctx.db
    .insertInto('stock')
    .values({ shop_id: ctx.shop.id, variant_id: variantId, level })
    .onConflict((conflict) => conflict.columns(['shop_id', 'variant_id']).doUpdateSet({ level }))
    .execute();
}

/** Takes the locks on these variants' stock in the order in which everyone takes them. */
export async function lockStock(ctx: Ctx, units: readonly Units[]): Promise<void> {
  const ids = units.map(({ variantId }) => variantId);
  await ctx.db
    .selectFrom('stock')
    .select('variant_id')
    .where('shop_id', '=', ctx.shop.id)
    .where('variant_id', 'in', ids)
    .orderBy('variant_id')
    .forUpdate()
    .execute();
}

/** Puts units back, in the order of the variants, in which everyone locks them. */
export async function returnStock(ctx: Ctx, units: readonly Units[]): Promise<void> {
  for (const { variantId, quantity } of units.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1))) {
    await ctx.db
      .updateTable('stock')
      .set((set) => ({ level: set('level', '+', quantity) }))
      .where('shop_id', '=', ctx.shop.id)
      .where('variant_id', '=', variantId)
      .execute();
  }
}
