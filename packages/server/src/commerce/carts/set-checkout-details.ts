import { type Ctx, readInput } from '#platform';
import { isSentTo } from '../shipping/shipping-options.ts';
import { loadTerms } from '../terms/load-terms.ts';
import { type CartChange, type CheckoutDetails, checkoutDetailsSchema } from './cart.ts';
import { changeFields } from './change-cart.ts';

/** Says who buys and where it goes. @throws BottegaError invalid_input, naming `email` or the field of an address that is wrong */
export async function setCheckoutDetails(ctx: Ctx, input: CheckoutDetails): Promise<CartChange> {
  const { cartId, email, address, billingAddress } = readInput(checkoutDetailsSchema, input);
  return changeFields(ctx, cartId, async ({ terms_version }) => {
    const terms = await loadTerms(ctx, terms_version ?? 0);
    return isSentTo(ctx, terms, address) ? { email, address, billing_address: billingAddress ?? null } : { reason: 'country_not_served' };
  });
}
