import { type Ctx, newId } from '#platform';
import type { CartView } from './cart.ts';
import { loadCart } from './cart.store.ts';

/** An empty cart for whoever asks. Its id is the secret that opens it: keep it where only the buyer can read it. */
export async function createCart(ctx: Ctx, _input: Record<string, never> = {}): Promise<CartView> {
  const id = newId();
  await ctx.db
    .insertInto('cart')
    .values({ shop_id: ctx.shop.id, id, currency: ctx.shop.currency, created_at: ctx.clock.now().toString() })
    .execute();
  const cart = await loadCart(ctx, id);
  if (!cart) throw new Error(`the cart ${id} was made and is not there`);
  return cart;
}
