import type { Ctx } from '#platform';
import type { CartRow } from '../carts/cart.store.ts';

/** Open again, with nothing fixed. */
const REOPENED = { state: 'open', quote: null, paying_since: null } as const;

/** The guard of checkout: of all who come with the same cart as it stands, one takes it out of paying. Whether that was the caller. */
export async function leavePaying(ctx: Ctx, cart: CartRow, to: 'open' | 'completed'): Promise<boolean> {
  const left = await ctx.db
    .updateTable('cart')
    .set({ ...(to === 'open' ? REOPENED : { state: to }), version: cart.version + 1 })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cart.id)
    .where('state', '=', 'paying')
    .where('version', '=', cart.version)
    .returning('id')
    .executeTakeFirst();
  return left !== undefined;
}
