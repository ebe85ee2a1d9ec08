import { type Money, type PaymentResult, ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';

const LIMIT_MS = 15_000;
const NEVER = new AbortController().signal;

/** A payment that was begun: its id is the key under which the provider charges once. */
export type BegunPayment = { readonly id: string; readonly provider: string; readonly orderCode: string; readonly amount: Money };

/**
 * Asks the provider for the money. Asking again for the same payment charges nothing twice. It goes on when the buyer has left: what
 * was ordered is ordered.
 * @throws ProviderError; after `unknown_outcome` only asking again can tell
 */
export async function askPayment(ctx: Ctx, payment: BegunPayment): Promise<PaymentResult> {
  const provider = await ctx.providers.get('payment', payment.provider);
  const request = { idempotencyKey: payment.id, amount: payment.amount, orderCode: payment.orderCode };
  try {
    return await ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, (call) => provider.pay(request, call));
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError('unknown_outcome', `${provider.label} failed while it was paying. Try again: nothing is charged twice.`, {
      cause: error,
    });
  }
}
