import { type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import type { CartChange, CartRefusal } from './cart.ts';
import { loadCart } from './cart.store.ts';

export type Refused = { readonly reason: CartRefusal; readonly available?: number };

/**
 * Locks an open cart, raises its version, lets `change` write, and answers with the cart after it.
 * A change that refuses must not have written anything.
 */
export async function changeCart(ctx: Ctx, cartId: string, change: (ctx: Ctx) => Promise<Refused | undefined>): Promise<CartChange> {
  const refused = isId(cartId) ? await inTransaction(ctx, (ctx) => changeOpenCart(ctx, cartId, change)) : undefined;
  const cart = await loadCart(ctx, cartId);
  if (!cart) return { state: 'refused', reason: 'not_found', cart: null };
  return refused ? { state: 'refused', ...refused, cart } : { state: 'ok', cart };
}

async function changeOpenCart(ctx: Ctx, cartId: string, change: (ctx: Ctx) => Promise<Refused | undefined>): Promise<Refused | undefined> {
  const open = await ctx.db
    .updateTable('cart')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return open ? change(ctx) : { reason: 'not_open' };
}
