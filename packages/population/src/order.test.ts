import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPopulation } from './node.ts';
import { createOrder, ORDER_NAMES } from './order.ts';

test.each(ORDER_NAMES)('%s meets every place once', (name) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (size, seed) => {
      const order = createOrder(name, size, seed);
      const places = new Set(Array.from({ length: size }, (_, position) => order.placeAt(position)));
      expect(places.size).toBe(size);
      expect(Math.max(...places)).toBe(size - 1);
    }),
    { numRuns: 60 },
  );
});

test.each(ORDER_NAMES)('%s can be turned round, up to a trillion places', (name) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.nat(), fc.double({ min: 0, max: 0.999999, noNaN: true }), (size, seed, part) => {
      const order = createOrder(name, size, seed);
      const position = Math.floor(part * size);
      const place = order.placeAt(position);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThan(size);
      expect(order.positionOf(place)).toBe(position);
    }),
    { numRuns: 40 },
  );
});

describe.each([
  ['the living of a year', { seed: 42, year: 2026 }],
  ['all who are ever born', { seed: 42 }],
])('of %s', (_, options) => {
  const population = openPopulation(options);
  test.each(ORDER_NAMES)('%s fills a batch with who comes at each position', (name) => {
    const selection = population.select({}, name);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
        const start = Math.floor(part * (selection.size - 100));
        for (const { columns } of selection.batches(start, start + 100))
          expect([...columns.seat.subarray(0, 100)]).toEqual(Array.from({ length: 100 }, (_, at) => selection.indexAt(start + at)));
      }),
      { numRuns: 30 },
    );
  });
});

test('a beginning of the balanced order is spread evenly, however long', () => {
  const size = 8_332_170_886;
  const order = createOrder('balanced', size, 42);
  for (const count of [1000, 100_000]) {
    const counts = new Float64Array(100);
    for (let position = 0; position < count; position++) counts[Math.floor((order.placeAt(position) / size) * 100)]! += 1;
    for (const found of counts) expect(Math.abs(found - count / 100)).toBeLessThanOrEqual(3);
  }
});

test('another seed is another order', () => {
  expect(createOrder('balanced', 1e9, 1).placeAt(0)).not.toBe(createOrder('balanced', 1e9, 2).placeAt(0));
  expect(createOrder('shuffled', 1e9, 1).placeAt(0)).not.toBe(createOrder('shuffled', 1e9, 2).placeAt(0));
});
