import type { CallContext } from '@bottega/contracts';
import Stripe from 'stripe';
import { NoAnswer } from './failures.ts';
import { readSettings, type StripeSettings } from './settings.ts';

/** Stripe as one call uses it. */
export type StripeClient = { readonly stripe: Stripe; readonly settings: StripeSettings };

/**
 * The company's SDK on our road: it retries nothing itself, measures nothing, and is told of no failure in words that would make it try
 * once more (it does so after a broken connection, whatever it was asked).
 * @throws ProviderError auth when the shop's settings do not fit together
 */
export function openClient(call: CallContext): StripeClient {
  const settings = readSettings(call);
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.delete('x-stripe-client-user-agent'); // it describes this machine
    const signal = init?.signal ? AbortSignal.any([init.signal, call.signal]) : call.signal;
    try {
      return await call.fetch(input, { ...init, headers, signal });
    } catch (error) {
      throw new NoAnswer(error);
    }
  };
  const stripe = new Stripe(settings.secretKey, {
    httpClient: Stripe.createFetchHttpClient(send),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { stripe, settings };
}
