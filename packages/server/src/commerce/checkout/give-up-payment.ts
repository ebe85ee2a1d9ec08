import { type HeldPayment, ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';
import type { CartRow } from '../carts/cart.store.ts';
import { LIMIT_MS, NEVER } from '../payments/ask-provider.ts';
import { isTakenOn } from '../payments/payment.ts';
import { dropPayment } from './drop-payment.ts';
import { type ActivePayment, askProvider } from './settle-payment.ts';

/**
 * Gives up a payment that the buyer has not finished, at the provider first, so that it cannot be paid afterwards; then lets go of the stock
 * and opens the cart. One that was taken on meanwhile is kept, and returned.
 * @throws ProviderError when the provider cannot be asked: the payment stays as it is
 */
export async function giveUpPayment(ctx: Ctx, cart: CartRow, payment: ActivePayment): Promise<HeldPayment | undefined> {
  const held = await askProvider(ctx, cart, payment).catch(forgetIfGone);
  if (held && isTakenOn(held.state) && held.state !== 'awaiting_transfer') return held;
  if (held && held.state !== 'declined' && held.state !== 'cancelled') {
    const provider = await ctx.providers.get('payment', payment.provider);
    const order = { key: `${payment.id}:cancel`, payment: payment.id, reference: held.reference, amount: held.amount };
    const after = await ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, (call) => provider.cancel(order, call));
    if (isTakenOn(after.state)) return after;
  }
  await dropPayment(ctx, cart, { paymentId: payment.id, state: 'cancelled' });
  return undefined;
}

/** A provider that was switched off cannot be asked, and takes nothing: what was begun with it never had an order. */
function forgetIfGone(error: unknown): undefined {
  if (error instanceof ProviderError && error.kind === 'unsupported') return undefined;
  throw error;
}
