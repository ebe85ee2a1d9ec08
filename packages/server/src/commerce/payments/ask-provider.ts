import { type CallContext, type HeldPayment, type PaymentProvider, ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';
import type { PaymentPlace } from './payment.ts';

/** One question to a provider. */
export const LIMIT_MS = 15_000;
/** What the ledger may count on with every company: an act that is asked for again under its key is done once. */
export const BY_KEY = { knowsKeys: true, showsWithinMs: 1_000 } as const;
/** What was begun for a buyer is finished when the buyer has left. */
export const NEVER = new AbortController().signal;

/** The shop no longer has the settings that a payment was begun with: nothing was asked, and nothing of it is believed with others. */
export class OtherSettings extends ProviderError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('auth', message, options);
  }
}

/** With whose money a provider works for this shop now. */
export const placeOf = (provider: PaymentProvider, call: CallContext): PaymentPlace => provider.environment?.(call) ?? 'offline';

/**
 * Asks the provider of a payment that was begun. It is asked only in the environment that the payment was begun in: a sandbox never settles
 * real money, nor the other way round.
 * @throws OtherSettings when the shop has switched the provider off, or has other settings now; ProviderError
 */
export async function askAbout<T>(
  ctx: Ctx,
  payment: { readonly provider: string; readonly environment: PaymentPlace },
  work: (provider: PaymentProvider, call: CallContext) => Promise<T>,
): Promise<T> {
  const provider = await ctx.providers.get('payment', payment.provider).catch((error: unknown) => {
    throw new OtherSettings(`The shop no longer takes payments by ${payment.provider}: switch it on again under Settings, Plugins.`, {
      cause: error,
    });
  });
  return ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, async (call) => {
    const now = placeOf(provider, call);
    if (now !== payment.environment) {
      throw new OtherSettings(
        `This payment was begun in ${payment.environment}, and ${provider.label} is set to ${now}: set it back until the payment is settled.`,
      );
    }
    return work(provider, call);
  });
}

/** What of ours a payment is held against. */
type Ours = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly environment: PaymentPlace;
  readonly payee: string | null;
  readonly reference: string | null;
};

/** In what a payment at the provider is another than was asked for; empty for ours. */
export function differencesOf(ours: Ours, held: HeldPayment): string[] {
  const { environment } = ours;
  return [
    ...(held.key !== null && held.key !== ours.id ? ['key'] : []),
    ...(held.amount.amount !== ours.amount ? ['amount'] : []),
    ...(held.amount.currency !== ours.currency ? ['currency'] : []),
    ...(ours.payee !== null && held.payee !== null && held.payee !== ours.payee ? ['payee'] : []),
    ...(environment !== 'offline' && held.live !== (environment === 'live') ? ['environment'] : []),
    ...(ours.reference !== null && ours.reference !== held.reference ? ['reference'] : []),
  ];
}
