import type { Ctx } from '#platform';
import type { CartView } from '../carts/cart.ts';
import { readCart } from '../carts/cart.store.ts';
import { getCart } from '../carts/get-cart.ts';
import { giveUpPayment } from './give-up-payment.ts';
import { placeOrder } from './place-order.ts';

/**
 * The buyer does not want to pay after all, or another way. A payment that was taken on meanwhile becomes its order.
 * @throws BottegaError not_found; ProviderError when the provider cannot be asked: nothing has changed then
 */
export async function giveUpCheckout(ctx: Ctx, { cartId }: { cartId: string }): Promise<CartView> {
  const cart = await readCart(ctx, cartId);
  if (cart?.state === 'paying' && cart.payment) {
    const kept = await giveUpPayment(ctx, cart, cart.payment);
    if (kept) await placeOrder(ctx, { cartId, mayBegin: false });
  }
  return getCart(ctx, { cartId });
}
