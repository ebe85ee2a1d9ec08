import { ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';

/** `isTest`: no real money moves. */
export type OfferedPayment = { readonly id: string; readonly label: string; readonly isTest: boolean };

/** The ways of paying that the shop offers, in its order: by id and label. */
export async function offeredPayments(ctx: Ctx): Promise<readonly OfferedPayment[]> {
  const providers = await ctx.providers.list('payment');
  return providers.map(({ id, label }) => ({ id, label, isTest: false }));
}

export const isOffered = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await offeredPayments(ctx)).some((offered) => offered.id === id);

/** The first that the shop offers. @throws ProviderError unsupported when it offers none */
export async function defaultProvider(ctx: Ctx): Promise<string> {
  const [first] = await offeredPayments(ctx);
  if (!first)
    throw new ProviderError('unsupported', 'This shop offers no way of paying: its owner switches one on under Settings, Payments.');
  return first.id;
}
