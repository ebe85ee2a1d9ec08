import { type Details, detailsOf } from '../checkout/details.ts';
import type { Shop } from '../shop-of.ts';
import type { CartView } from '../types.ts';

/** What the checkout begins with: what the cart knows, else what the account of whoever is signed in knows. */
export async function suggestDetails({ ctx, commerce }: Shop, cart: CartView): Promise<Details> {
  const own = cart.address && cart.email ? null : await commerce.suggestCheckoutDetails(ctx);
  return detailsOf({ email: cart.email ?? own?.email ?? null, address: cart.address ?? own?.address ?? null }, ctx.shop.country);
}
