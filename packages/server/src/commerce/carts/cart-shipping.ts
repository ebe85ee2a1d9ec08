import { BottegaError, type Ctx, readInput } from '#platform';
import type { ShippingOptionView } from '../shipping/shipping.ts';
import { priceCart } from './cart-facts.ts';
import { type CartChange, chosenRateSchema } from './cart.ts';
import { readCart } from './cart.store.ts';
import { changeFields } from './change-cart.ts';

/** The ways in which a cart can be sent; none until its address is known, nor once it is being paid. @throws BottegaError not_found */
export async function listShippingOptions(ctx: Ctx, { cartId }: { cartId: string }): Promise<ShippingOptionView[]> {
  const row = await readCart(ctx, cartId);
  if (!row) throw new BottegaError('not_found', 'This shop has no such cart: begin a new one.');
  const { shippingOptions } = await priceCart(ctx, row);
  return shippingOptions.map(({ amount, ...option }) => ({ ...option, price: { amount, currency: row.currency } }));
}

/**
 * Says how a cart is to be sent. Carriers are asked while the cart is free for others; should the way be gone when the cart is read next,
 * the cheapest takes its place. @throws BottegaError invalid_input
 */
export async function setCartShipping(ctx: Ctx, input: { cartId: string; shippingRateId: string }): Promise<CartChange> {
  const { shippingRateId } = readInput(chosenRateSchema, { shippingRateId: input.shippingRateId });
  return changeFields(ctx, input.cartId, async (cart) => {
    const { shippingOptions } = await priceCart(ctx, cart);
    const isOffered = shippingOptions.some((option) => option.rateId === shippingRateId);
    return isOffered ? { shipping_rate_id: shippingRateId } : { reason: 'no_such_rate' };
  });
}
