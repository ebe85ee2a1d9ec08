import { CHANNELS, HERO, NORMAL } from '../tracer/film.ts';

const WEIGHTS = [1, 3, 4, 3, 1];

/**
 * Softens the product's outline. Its pixels mix two surfaces seen through the lens, so no filter that looks for edges
 * could smooth them; everything else is left as it is.
 */
export function softenOutline(picture: Float32Array, film: Float32Array, size: number): void {
  const source = picture.slice();
  for (let y = 2; y < size - 2; y++) {
    for (let x = 2; x < size - 2; x++) {
      if (isMixed(film, y * size + x)) soften(picture, source, film, x, y, size);
    }
  }
}

function isMixed(film: Float32Array, pixel: number): boolean {
  const hero = film[pixel * CHANNELS + HERO]!;
  const [nx, ny, nz] = [0, 1, 2].map((k) => film[pixel * CHANNELS + NORMAL + k]!) as [number, number, number];
  return (hero > 0.02 && hero < 0.98) || nx * nx + ny * ny + nz * nz < 0.8;
}

function soften(picture: Float32Array, source: Float32Array, film: Float32Array, x: number, y: number, size: number): void {
  const sum = [0, 0, 0];
  let weights = 0;
  for (let j = -2; j <= 2; j++) {
    for (let i = -2; i <= 2; i++) {
      const other = (y + j) * size + x + i;
      const weight = WEIGHTS[j + 2]! * WEIGHTS[i + 2]! * (isMixed(film, other) ? 1 : 0.6);
      for (let k = 0; k < 3; k++) sum[k]! += source[other * 3 + k]! * weight;
      weights += weight;
    }
  }
  for (let k = 0; k < 3; k++) picture[(y * size + x) * 3 + k] = sum[k]! / weights;
}
