import type { Parcel } from '@bottega/contracts';
import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centreOf } from './country-centres.ts';
import { distanceBetween, estimateParcels } from './estimate-parcel.ts';
import { offlineParcel } from './offline-parcel.ts';

const parcel = (grams: number, size?: Parcel['size']): Parcel => ({
  grams,
  value: { amount: 0, currency: 'EUR' },
  ...(size ? { size } : {}),
});

test.for(checksOf(offlineParcel()))('$name', async ({ run }) => {
  await using call = await testCall();
  await run(call);
});

test('distances are about right: Rome to Berlin lies between 1,000 and 1,200 km', () => {
  expect(distanceBetween({ north: 41.9, east: 12.5 }, { north: 52.5, east: 13.4 })).toBeCloseTo(1_182, -1);
  expect(distanceBetween(centreOf('IT')!, centreOf('DE')!)).toBeGreaterThan(600);
  expect(distanceBetween({ north: 0, east: 179 }, { north: 0, east: -179 })).toBeCloseTo(222, 0);
});

test('the tariff of the documentation', () => {
  expect(estimateParcels('IT', 'IT', [parcel(400)])).toEqual({ cents: 550, days: { least: 1, most: 3 } });
  expect(estimateParcels('IT', 'IT', [parcel(1_200)])?.cents).toBe(750);
  expect(estimateParcels('IT', 'IT', [parcel(100, { length: 400, width: 300, height: 200 })])?.cents, 'a large light one').toBe(
    450 + 1_000,
  );
  expect(estimateParcels('IT', 'IT', [parcel(30_001)]), 'too heavy').toBeUndefined();
});

test('more weight, and a longer way, never cost less', () => {
  fc.assert(
    fc.property(fc.nat(30_000), fc.nat(30_000), fc.constantFrom('IT', 'DE', 'US', 'JP'), (a, b, to) => {
      const [light, heavy] = [Math.min(a, b), Math.max(a, b)].map((grams) => estimateParcels('IT', to, [parcel(grams)])!.cents);
      expect(light).toBeLessThanOrEqual(heavy!);
      expect(estimateParcels('IT', 'IT', [parcel(a)])!.cents).toBeLessThanOrEqual(estimateParcels('IT', to, [parcel(a)])!.cents);
    }),
  );
});
