import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { develop } from '../develop/develop.ts';
import { CHANNELS } from '../tracer/film.ts';
import { pathTracer } from '../tracer/path.ts';
import { renderRow } from '../tracer/row.ts';
import { scenes } from './index.ts';

const demo = new URL('../../../packages/server/demo/', import.meta.url);

test('the demo shop has every picture, and no other', () => {
  const files = readdirSync(new URL('pictures/', demo)).map((file) => file.replace('.webp', ''));
  expect(files.toSorted()).toEqual(Object.keys(scenes).toSorted());
});

test('the demo shop names only pictures it has', () => {
  const { products, launch } = JSON.parse(readFileSync(new URL('fornace.json', demo), 'utf8'));
  const named = [launch.photo, ...products.flatMap((product: { pictures: string[] }) => product.pictures)];
  expect(named.filter((file) => !(file.replace('.webp', '') in scenes))).toEqual([]);
});

test('a picture comes out the same whichever order its rows are traced in', () => {
  const SIZE = 24;
  const scene = scenes['walnut-bowl']!();
  const { trace } = pathTracer(scene);
  const rows = Array.from({ length: SIZE }, (_, y) => y);
  const picture = (order: number[]) => {
    const film = new Float32Array(SIZE * SIZE * CHANNELS);
    for (const y of order) renderRow(trace, y, SIZE, film, { least: 2, product: 3 });
    return develop(film, SIZE, scene.grade);
  };
  const downwards = picture(rows);
  expect(picture(rows.toReversed()).equals(downwards)).toBe(true);
  expect(meanBrightness(downwards)).toBeGreaterThan(90);
  expect(meanBrightness(downwards)).toBeLessThan(220);
});

function meanBrightness(pixels: Buffer): number {
  return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
}
