import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blur, type Field, meansOf, normalise } from './field.ts';

const field: fc.Arbitrary<Field> = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }), seed: fc.nat(1_000) })
  .map(({ width, height, seed }) => ({
    width,
    height,
    values: Float32Array.from({ length: width * height }, (_, i) => ((i + 1) * (seed + 7)) % 101),
  }));

test('the mean over a box is what adding it up gives', () => {
  fc.assert(
    fc.property(field, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (values, a, b, c, d) => {
      const [x, y] = [a % values.width, b % values.height];
      const box = { x, y, width: 1 + (c % (values.width - x)), height: 1 + (d % (values.height - y)) };
      let sum = 0;
      for (let row = y; row < y + box.height; row++)
        for (let col = x; col < x + box.width; col++) sum += values.values[row * values.width + col]!;
      expect(meansOf(values)(box)).toBeCloseTo(sum / (box.width * box.height), 6);
    }),
  );
});

test('blurring keeps an even field even', () => {
  const even = { width: 5, height: 4, values: new Float32Array(20).fill(3) };
  expect(blur(even, 2)).toEqual(even);
});

test('normalising brings the strong to 1 and leaves nothing above', () => {
  fc.assert(
    fc.property(field, (values) => {
      const scaled = normalise(values, 1).values;
      expect(Math.max(...scaled)).toBeLessThanOrEqual(1);
    }),
  );
});

test('normalising keeps a small spot, and does not blow up what is faint', () => {
  const spot = new Float32Array(100);
  spot[50] = 20;
  expect(normalise({ width: 10, height: 10, values: spot }, 4).values[50]).toBe(1);
  expect(normalise({ width: 10, height: 10, values: spot.map((value) => value / 20) }, 4).values[50]).toBe(0.25);
});
