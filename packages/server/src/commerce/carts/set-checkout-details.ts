import { type Ctx, readInput } from '#platform';
import { type Address, type CartChange, type CheckoutDetails, checkoutDetailsSchema } from './cart.ts';
import { changeCart } from './change-cart.ts';
import { isServed } from './countries.ts';

/**
 * Says who buys and where it goes. The buyer sees the sum next, so the lines take today's prices here.
 * @throws BottegaError invalid_input, naming `email` or the field of `address` that is wrong
 */
export async function setCheckoutDetails(ctx: Ctx, input: CheckoutDetails): Promise<CartChange> {
  const { cartId, email, address } = readInput(checkoutDetailsSchema, input);
  return changeCart(ctx, cartId, async (ctx) => {
    if (!isServed(address.country, ctx.shop.country)) return { reason: 'country_not_served' };
    await writeDetails(ctx, cartId, email, address);
    await takeTodaysPrices(ctx, cartId);
    return undefined;
  });
}

async function writeDetails(ctx: Ctx, cartId: string, email: string, address: Address): Promise<void> {
  await ctx.db
    .updateTable('cart')
    .set({ email, address: JSON.stringify(address) })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .execute();
}

async function takeTodaysPrices(ctx: Ctx, cartId: string): Promise<void> {
  await ctx.db
    .updateTable('cart_line')
    .from('variant')
    .set((set) => ({ unit_amount: set.ref('variant.price_amount') }))
    .whereRef('variant.shop_id', '=', 'cart_line.shop_id')
    .whereRef('variant.id', '=', 'cart_line.variant_id')
    .where('cart_line.shop_id', '=', ctx.shop.id)
    .where('cart_line.cart_id', '=', cartId)
    .execute();
}
