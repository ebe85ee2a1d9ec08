import type { Ctx } from '#platform';
import type { Address } from '../carts/cart.ts';
import { loadAccount } from './customers.store.ts';
import { readAddresses } from './own-addresses.ts';

/** What a checkout can be filled in with for whoever is signed in as a customer; null for everybody else. */
export async function suggestCheckoutDetails(
  ctx: Ctx,
): Promise<{ email: string; address: Address | null; billingAddress: Address | null; addresses: Address[] } | null> {
  if (ctx.actor.type !== 'customer') return null;
  const { id } = ctx.actor;
  const [{ email }, known] = await Promise.all([loadAccount(ctx, id), readAddresses(ctx, id)]);
  const billing = known.find(({ forBilling, forShipping }) => forBilling && !forShipping);
  return {
    email,
    address: known.find(({ forShipping }) => forShipping)?.address ?? null,
    billingAddress: billing?.address ?? null,
    addresses: known.map(({ address }) => address),
  };
}
