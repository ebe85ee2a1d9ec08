import { type Ctx, readInput } from '#platform';
import { type CartChange, type CheckoutDetails, checkoutDetailsSchema } from './cart.ts';
import { changeCart } from './change-cart.ts';
import { isServed } from './countries.ts';

/** Says who buys and where it goes. @throws BottegaError invalid_input, naming `email` or the field of an address that is wrong */
export async function setCheckoutDetails(ctx: Ctx, input: CheckoutDetails): Promise<CartChange> {
  const { cartId, email, address, billingAddress } = readInput(checkoutDetailsSchema, input);
  return changeCart(ctx, cartId, async (ctx) => {
    if (!isServed(address.country, ctx.shop.country)) return { reason: 'country_not_served' };
    const billing_address = billingAddress ? JSON.stringify(billingAddress) : null;
    await ctx.db
      .updateTable('cart')
      .set({ email, address: JSON.stringify(address), billing_address })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', cartId)
      .execute();
    return undefined;
  });
}
