import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type CallContext, type Money, type PaymentResult, ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';

const LIMIT_MS = 15_000;

/** A payment that was begun: its id is the key under which the provider charges once. */
export type BegunPayment = { readonly id: string; readonly provider: string; readonly orderCode: string; readonly amount: Money };

/**
 * Asks the provider for the money. Asking again for the same payment charges nothing twice. It goes on when the buyer has left: what
 * was ordered is ordered.
 * @throws ProviderError; after `unknown_outcome` only asking again can tell
 */
export async function askPayment(ctx: Ctx, payment: BegunPayment): Promise<PaymentResult> {
  const provider = ctx.providers.get('payment', payment.provider);
  const request = { idempotencyKey: payment.id, amount: payment.amount, orderCode: payment.orderCode };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-payment-'));
  const signal = AbortSignal.timeout(LIMIT_MS);
  const call: CallContext = { signal, fetch: globalThis.fetch, folder, progress: () => undefined };
  try {
    return await Promise.race([provider.pay(request, call), cutOff(signal)]);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError('unknown_outcome', `${provider.label} failed while it was paying. Try again: nothing is charged twice.`, {
      cause: error,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A provider that ignores its signal must not keep the buyer. */
const cutOff = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
