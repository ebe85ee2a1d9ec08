import type { CallContext } from '@bottega/contracts';
import { request } from './client.ts';
import { failureOf } from './errors.ts';
import { capturesOf, isTaken, type PayPalOrder } from './order.ts';

type DisputeList = { readonly items?: readonly { readonly status?: string }[] };

/**
 * Whether the buyer disputes what was captured. An order does not say so itself; PayPal's list of disputes does, where the app may read it.
 * Without that leave nothing is known of disputes: docs/payments-paypal.md says which box to tick.
 */
export async function isDisputed(call: CallContext, order: PayPalOrder): Promise<boolean> {
  for (const { id } of capturesOf(order).filter(isTaken)) {
    const path = `/v1/customer/disputes?disputed_transaction_id=${id}`;
    const { refusal, value } = { value: undefined, ...(await request<DisputeList>(call, { method: 'GET', path })) };
    if (refusal?.status === 403) return false;
    if (refusal && refusal.status !== 404) throw failureOf(refusal, false);
    if (value?.items?.some(({ status }) => status !== 'RESOLVED')) return true;
  }
  return false;
}
