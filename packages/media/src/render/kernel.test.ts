import { describe, expect, it } from 'vitest';
import {
  clearKernel,
  crossfade,
  type Kernel,
  type Layer,
  lay,
  newPlanes,
  newScratch,
  openKernel,
  type Planes,
  placeLayer,
  sample,
} from './kernel.ts';

const kernel = openKernel();

/** Planes whose luma at column x, row y is `level(x, y)`. */
function paint(width: number, height: number, level: (x: number, y: number) => number): Planes {
  const planes = newPlanes(kernel, width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) kernel.bytes[planes.pointers[0] + y * planes.strides[0] + x] = level(x, y);
  return planes;
}

function lumaAt({ bytes }: Kernel, planes: Planes, x: number, y: number): number {
  return bytes[planes.pointers[0] + y * planes.strides[0] + x]!;
}

describe('the picture kernel', () => {
  it('samples a moved and scaled view to within a level of exact arithmetic', () => {
    clearKernel(kernel);
    const source = paint(200, 120, (x, y) => Math.round(20 + x * 0.6 + y * 0.7));
    const target = newPlanes(kernel, 160, 90);
    const view = { x: 7.37, y: 3.81, width: 176.4, height: 99.225 };
    sample(kernel, source, target, view, newScratch(kernel, 200, 160));
    for (let y = 0; y < 90; y += 7) {
      for (let x = 0; x < 160; x += 3) {
        const [atX, atY] = [view.x + (x + 0.5) * (view.width / 160) - 0.5, view.y + (y + 0.5) * (view.height / 90) - 0.5];
        expect(Math.abs(lumaAt(kernel, target, x, y) - (20 + atX * 0.6 + atY * 0.7))).toBeLessThan(1.6);
      }
    }
  });

  it('moves by fractions of a pixel', () => {
    clearKernel(kernel);
    const source = paint(200, 120, (x) => (x < 100 ? 0 : 200));
    const target = newPlanes(kernel, 160, 90);
    const scratch = newScratch(kernel, 200, 160);
    const edges = [0, 0.25, 0.5, 0.75].map((shift) => {
      sample(kernel, source, target, { x: 20 + shift, y: 10, width: 160, height: 90 }, scratch);
      return lumaAt(kernel, target, 79, 40);
    });
    expect(edges).toEqual([0, 50, 100, 150]);
  });

  it('crossfades and lays drawings', () => {
    clearKernel(kernel);
    const [target, other] = [paint(64, 32, () => 40), paint(64, 32, () => 200)];
    crossfade(kernel, target, other, 0.25);
    expect(lumaAt(kernel, target, 10, 10)).toBe(80);
    const plane = (value: number): Uint8Array => new Uint8Array(32 * 16).fill(value);
    const layer: Layer = {
      ...{ x: 8, y: 4, width: 24, height: 16, stride: 32, chromaStride: 16 },
      ...{ luma: plane(100), alpha: plane(128), blue: plane(64), red: plane(64), chromaAlpha: plane(128) },
    };
    lay(kernel, target, placeLayer(kernel, layer), 1);
    expect(lumaAt(kernel, target, 10, 10)).toBe(100 + Math.round((80 * 127) / 255));
    expect(lumaAt(kernel, target, 7, 10)).toBe(80);
    lay(kernel, target, placeLayer(kernel, layer), 0);
    expect(lumaAt(kernel, target, 10, 10)).toBe(140);
  });
});
