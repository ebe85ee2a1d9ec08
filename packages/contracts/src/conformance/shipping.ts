import assert from 'node:assert/strict';
import type { ShippingOffer, ShippingProvider } from '../shipping.ts';
import { assertHeedsAbort, type Check, selfDescription } from './check.ts';

type Request = Parameters<ShippingProvider['quote']>[0];

const requestOf = (grams: number, changes: Partial<Request> = {}): Request => ({
  from: { country: 'IT', postalCode: '48018', city: 'Faenza' },
  to: { country: 'DE', postalCode: '10115', city: 'Berlin' },
  parcels: [{ grams, size: { length: 300, width: 200, height: 150 }, value: { amount: 4_800, currency: 'EUR' } }],
  currency: 'EUR',
  ...changes,
});

function requireSound(offers: readonly ShippingOffer[], currency: string): void {
  for (const { service, label, price, days } of offers) {
    assert.match(service, /^[\w-]{1,60}$/, 'a service has a short name that stays the same');
    assert.ok(label.trim().length > 0, 'a label is there to be read');
    assert.ok(Number.isSafeInteger(price.amount) && price.amount >= 0, 'a price is a whole number of minor units');
    assert.equal(price.currency, currency, 'an offer in another currency is left out');
    if (days) assert.ok(days.least >= 0 && days.least <= days.most, 'it arrives at the earliest before the latest');
  }
  assert.equal(new Set(offers.map((offer) => offer.service)).size, offers.length, 'each service is offered once');
}

/** Promises of a carrier. */
export const shippingConformance: readonly Check<ShippingProvider>[] = [
  selfDescription('shipping'),
  {
    name: 'says what a parcel costs, in the currency that is asked for or not at all',
    run: async (provider, call) => {
      for (const currency of ['EUR', 'JPY', 'KWD']) requireSound(await provider.quote(requestOf(1_200, { currency }), call), currency);
    },
  },
  {
    name: 'says the same of the same parcel',
    run: async (provider, call) => {
      assert.deepEqual(await provider.quote(requestOf(1_200), call), await provider.quote(requestOf(1_200), call));
    },
  },
  {
    name: 'takes no less for more weight',
    run: async (provider, call) => {
      const cheapest = async (grams: number) =>
        Math.min(...(await provider.quote(requestOf(grams), call)).map(({ price }) => price.amount));
      const prices = [await cheapest(100), await cheapest(1_000), await cheapest(5_000)];
      assert.deepEqual(
        prices,
        prices.toSorted((a, b) => a - b),
      );
    },
  },
  {
    name: 'offers nothing for where it does not go',
    run: async (provider, call) => {
      requireSound(await provider.quote(requestOf(1_200, { to: { country: 'AQ' } }), call), 'EUR');
      assert.deepEqual(await provider.quote(requestOf(1_200, { to: { country: 'ZZ' } }), call), [], 'ZZ is no country');
    },
  },
  {
    name: 'stops when nobody wants the answer any more',
    run: (provider, call) => assertHeedsAbort(call, (given) => provider.quote(requestOf(1_200), given)),
  },
];
