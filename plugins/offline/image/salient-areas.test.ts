import type { Area } from '@bottega/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSalientAreas } from './salient-areas.ts';

type Colour = readonly [number, number, number];

function draw(width: number, height: number, colourAt: (x: number, y: number) => Colour): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(colourAt(x, y), (y * width + x) * 3);
  return pixels;
}

const inDisc = (x: number, y: number, disc: { x: number; y: number; radius: number }): boolean =>
  Math.hypot(x - disc.x, y - disc.y) < disc.radius;
const holds = (area: Area, x: number, y: number): boolean =>
  x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height;

describe('a bright disc off-centre', () => {
  const disc = { x: 88, y: 40, radius: 16 };
  const areas = findSalientAreas(
    draw(128, 96, (x, y) => (inDisc(x, y, disc) ? [250, 190, 60] : [70, 80, 90])),
    128,
    96,
  );

  test('is the subject, and little else', () => {
    const { subject } = areas;
    expect(subject.x).toBeCloseTo((88 - 16) / 128, 1);
    expect(subject.y).toBeCloseTo((40 - 16) / 96, 1);
    expect(subject.width).toBeLessThan(0.36);
    expect(subject.height).toBeLessThan(0.46);
  });

  test('is what both crops show', () => {
    expect(holds(areas.closeUp.area, 88 / 128, 40 / 96)).toBe(true);
    const { area } = areas.detail;
    expect(inDisc((area.x + area.width / 2) * 128, (area.y + area.height / 2) * 96, disc)).toBe(true);
  });

  test('is seen nearer in the detail than in the close-up', () => {
    expect(areas.detail.area.width).toBeLessThan(areas.closeUp.area.width * 0.95);
  });
});

test('a table and a wall are both background', () => {
  const disc = { x: 40, y: 70, radius: 14 };
  const pixels = draw(128, 128, (x, y) => (inDisc(x, y, disc) ? [40, 60, 170] : y > 64 ? [150, 110, 80] : [220, 215, 205]));
  const { subject } = findSalientAreas(pixels, 128, 128);
  expect(holds(subject, 40 / 128, 70 / 128)).toBe(true);
  expect(subject.width * subject.height).toBeLessThan(0.15);
});

test('where nothing stands out, the whole picture is the subject', () => {
  expect(
    findSalientAreas(
      draw(64, 48, () => [128, 128, 128]),
      64,
      48,
    ).subject,
  ).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});

test('crops are squares inside the picture, no smaller than allowed, with a focus inside them', () => {
  const picture = fc.record({
    width: fc.integer({ min: 8, max: 48 }),
    height: fc.integer({ min: 8, max: 48 }),
    leastShare: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(picture, ({ width, height, leastShare, seed }) => {
      const pixels = draw(width, height, (x, y) => [(x * seed) % 256, (y * seed * 7) % 256, (x * y + seed) % 256]);
      const { closeUp, detail } = findSalientAreas(pixels, width, height, leastShare);
      for (const { area, focus } of [closeUp, detail]) {
        expect(area.width * width).toBeCloseTo(area.height * height, 6);
        expect(area.width * width).toBeGreaterThanOrEqual(Math.min(1, leastShare) * Math.min(width, height) - 1e-6);
        for (const { x, y, width: w, height: h } of [area, focus]) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(Math.min(w, h)).toBeGreaterThan(0);
          expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('two crops differ as long as there is room for two', () => {
  const pixels = draw(100, 100, (x, y) => (inDisc(x, y, { x: 50, y: 50, radius: 30 }) ? [200, 60, 30] : [230, 230, 230]));
  for (const leastShare of [0.2, 0.5, 0.8, 0.95]) {
    const { closeUp, detail } = findSalientAreas(pixels, 100, 100, leastShare);
    expect(detail.area, `least share ${leastShare}`).not.toEqual(closeUp.area);
  }
});
