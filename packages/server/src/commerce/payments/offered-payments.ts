import { ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';
import { isTest } from './payment.ts';
import { readChoice, readWays } from './ways.ts';

/** `isTest`: no real money moves. */
export type OfferedPayment = { readonly id: string; readonly label: string; readonly isTest: boolean };

/** The ways of paying that the shop offers, in its order; until it has decided, all that are ready. */
export async function offeredPayments(ctx: Ctx): Promise<readonly OfferedPayment[]> {
  const ways = await readWays(ctx);
  return ways
    .filter(({ choice, problem }) => problem === null && (choice?.offered ?? true))
    .map(({ provider: { id, label }, choice, place }) => ({ id, label: choice?.label ?? label, isTest: isTest(place) }));
}

/** Whether the shop offers it. Whether its settings are right shows when the payment is begun. */
export async function isOffered(ctx: Ctx, id: string): Promise<boolean> {
  const [providers, choice] = await Promise.all([ctx.providers.list('payment'), readChoice(ctx, id)]);
  return providers.some((provider) => provider.id === id) && (choice?.offered ?? true);
}

/** The first that the shop offers. @throws ProviderError unsupported when it offers none */
export async function defaultProvider(ctx: Ctx): Promise<string> {
  const [first] = await offeredPayments(ctx);
  if (!first)
    throw new ProviderError('unsupported', 'This shop offers no way of paying: its owner switches one on under Settings, Payments.');
  return first.id;
}
