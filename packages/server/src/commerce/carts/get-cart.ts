import { BottegaError, type Ctx } from '#platform';
import type { CartView } from './cart.ts';
import { loadCart } from './cart.store.ts';

/** The cart of that id, titles in `language` where there are any. @throws BottegaError not_found */
export async function getCart(ctx: Ctx, input: { cartId: string; language?: string | undefined }): Promise<CartView> {
  const cart = await loadCart(ctx, input.cartId, input.language);
  if (!cart) throw new BottegaError('not_found', 'This shop has no such cart: begin a new one.');
  return cart;
}
