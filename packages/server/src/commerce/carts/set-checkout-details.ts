import { type Ctx, readInput } from '#platform';
import { isSentTo } from '../shipping/shipping-options.ts';
import { loadTerms } from '../terms/load-terms.ts';
import { type CartChange, type CheckoutDetails, checkoutDetailsSchema } from './cart.ts';
import { changeAtOnce, writeOpenCart } from './change-cart.ts';

/** Says who buys and where it goes. @throws BottegaError invalid_input, naming `email` or the field of an address that is wrong */
export async function setCheckoutDetails(ctx: Ctx, input: CheckoutDetails): Promise<CartChange> {
  const { cartId, email, address, billingAddress } = readInput(checkoutDetailsSchema, input);
  const isServed = isSentTo(ctx, await loadTerms(ctx), address);
  return changeAtOnce(ctx, cartId, async () => {
    if (!isServed) return { reason: 'country_not_served' };
    const billing_address = billingAddress ? JSON.stringify(billingAddress) : null;
    return writeOpenCart(ctx, cartId, { email, address: JSON.stringify(address), billing_address });
  });
}
