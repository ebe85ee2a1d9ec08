import type { ShippingProvider } from '@bottega/contracts';
import { estimateParcels } from './estimate-parcel.ts';

/**
 * A carrier that is none: it estimates what a parcel may cost from its weight, its size and the way it goes, and says that this is ours.
 * It counts in euro and offers nothing in another currency, because it knows no rates of exchange.
 */
export const offlineParcel = (): ShippingProvider => ({
  id: 'offline-parcel',
  kind: 'shipping',
  label: 'Parcel (our estimate)',
  offline: true,
  async quote({ from, to, parcels, currency }, call) {
    call.signal.throwIfAborted();
    if (currency !== 'EUR') return [];
    const estimate = estimateParcels(from.country, to.country, parcels);
    if (!estimate) return [];
    return [{ service: 'parcel', label: 'our estimate', price: { amount: estimate.cents, currency }, days: estimate.days }];
  },
});
