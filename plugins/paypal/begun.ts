import type { CallContext } from '@bottega/contracts';
import { readSettings } from './settings.ts';

/** Keys of orders begun lately, because PayPal does not find an order by anything but its id. As long as PayPal itself keeps a request's id. */
const KEPT_MS = 6 * 3_600_000;
const MOST_KEPT = 10_000;
const begun = new Map<string, { readonly reference: string; readonly until: number }>();

const nameOf = (call: CallContext, key: string): string => {
  const { environment, clientId, merchantId } = readSettings(call);
  return [environment, clientId, merchantId, key].join(' ');
};

/** Keeps what beginning a payment was answered with. */
export function rememberBegun(call: CallContext, key: string, reference: string): void {
  const name = nameOf(call, key);
  begun.delete(name);
  begun.set(name, { reference, until: Date.now() + KEPT_MS });
  for (const oldest of begun.keys()) {
    if (begun.size <= MOST_KEPT) break;
    begun.delete(oldest);
  }
}

/** The reference of a payment that this process began lately. */
export function recallBegun(call: CallContext, key: string): string | undefined {
  const kept = begun.get(nameOf(call, key));
  return kept && kept.until > Date.now() ? kept.reference : undefined;
}
