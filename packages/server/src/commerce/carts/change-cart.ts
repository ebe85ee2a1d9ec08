import { type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import type { CartChange, CartRefusal, CartView } from './cart.ts';
import { loadCart } from './cart.store.ts';

export type Refused = { readonly reason: CartRefusal; readonly available?: number };

/**
 * Locks an open cart, raises its version, lets `change` write, and answers with the cart after it.
 * A change that refuses must not have written anything.
 */
export async function changeCart(ctx: Ctx, cartId: string, change: (ctx: Ctx) => Promise<Refused | undefined>): Promise<CartChange> {
  const refused = isId(cartId) ? await inTransaction(ctx, (ctx) => changeOpenCart(ctx, cartId, change)) : undefined;
  return answer(await loadCart(ctx, cartId), refused);
}

/** The same for a change that is one statement: it raises the version itself, and only of an open cart. */
export async function changeAtOnce(ctx: Ctx, cartId: string, change: () => Promise<Refused | undefined>): Promise<CartChange> {
  const refused = isId(cartId) ? await change() : undefined;
  return answer(await loadCart(ctx, cartId), refused);
}

type OwnFields = { email?: string; address?: string; billing_address?: string | null; shipping_rate_id?: string };

/** Writes fields of an open cart, and raises its version. */
export async function writeOpenCart(ctx: Ctx, cartId: string, fields: OwnFields): Promise<Refused | undefined> {
  const written = await ctx.db
    .updateTable('cart')
    .set((set) => ({ ...fields, version: set('version', '+', 1) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return written ? undefined : { reason: 'not_open' };
}

function answer(cart: CartView | null, refused: Refused | undefined): CartChange {
  if (!cart) return { state: 'refused', reason: 'not_found', cart: null };
  return refused ? { state: 'refused', ...refused, cart } : { state: 'ok', cart };
}

async function changeOpenCart(ctx: Ctx, cartId: string, change: (ctx: Ctx) => Promise<Refused | undefined>): Promise<Refused | undefined> {
  return (await writeOpenCart(ctx, cartId, {})) ?? change(ctx);
}
