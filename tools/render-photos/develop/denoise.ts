import { ALBEDO, CHANNELS, DEPTH, luminance, NORMAL } from '../tracer/film.ts';

export type Smoothing = {
  /** Where the light to smooth stands in the film, and its variance. */
  readonly light: number;
  readonly variance: number;
  /** Each level reaches twice as far as the one before. */
  readonly levels: number;
  /** How many standard deviations two pixels may differ and still be averaged. */
  readonly tolerance: number;
  /** How strongly a change of normal, or of colour, stops the averaging. */
  readonly normalEdge: number;
  readonly colourEdge: number;
};

/** Red, green, blue and variance of each pixel. */
type Planes = Float32Array;

const KERNEL = [1 / 16, 1 / 4, 3 / 8, 1 / 4, 1 / 16];
/** Beyond this a weight is next to nothing. */
const HOPELESS = 12;

/**
 * Smooths one kind of light with an à-trous wavelet, stopping where the picture has an edge and trusting each pixel by
 * its variance. Returns four numbers a pixel: red, green, blue, and what variance is left.
 */
export function denoise(film: Float32Array, size: number, smoothing: Smoothing): Planes {
  let from = lightWithVariance(film, size, smoothing);
  let to: Planes = new Float32Array(from.length);
  for (let level = 0; level < smoothing.levels; level++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) averageAround(film, from, to, x, y, size, 1 << level, smoothing);
    }
    [from, to] = [to, from];
  }
  return from;
}

function lightWithVariance(film: Float32Array, size: number, { light, variance }: Smoothing): Planes {
  const planes = new Float32Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const pixel = y * size + x;
      for (let k = 0; k < 3; k++) planes[pixel * 4 + k] = film[pixel * CHANNELS + light + k]!;
      planes[pixel * 4 + 3] = meanAround(film, size, x, y, variance);
    }
  }
  return planes;
}

/** A pixel's own variance, from a handful of samples, is itself noise: take the mean of five by five. */
function meanAround(film: Float32Array, size: number, x: number, y: number, channel: number): number {
  let [sum, count] = [0, 0];
  for (let j = Math.max(0, y - 2); j <= Math.min(size - 1, y + 2); j++) {
    for (let i = Math.max(0, x - 2); i <= Math.min(size - 1, x + 2); i++) {
      sum += film[(j * size + i) * CHANNELS + channel]!;
      count++;
    }
  }
  return sum / count;
}

function averageAround(
  film: Float32Array,
  from: Planes,
  to: Planes,
  x: number,
  y: number,
  size: number,
  step: number,
  smoothing: Smoothing,
): void {
  const pixel = y * size + x;
  const deviation = smoothing.tolerance * Math.sqrt(from[pixel * 4 + 3]!) + 1e-4;
  const brightness = luminance(from, pixel * 4);
  let [red, green, blue, variance, weights] = [0, 0, 0, 0, 0];
  for (let j = -2; j <= 2; j++) {
    const row = y + j * step;
    if (row < 0 || row >= size) continue;
    for (let i = -2; i <= 2; i++) {
      const column = x + i * step;
      if (column < 0 || column >= size) continue;
      const other = row * size + column;
      const unlike = Math.abs(luminance(from, other * 4) - brightness) / deviation + edgeBetween(film, pixel, other, step, smoothing);
      if (unlike > HOPELESS) continue;
      const weight = KERNEL[j + 2]! * KERNEL[i + 2]! * Math.exp(-unlike);
      red += from[other * 4]! * weight;
      green += from[other * 4 + 1]! * weight;
      blue += from[other * 4 + 2]! * weight;
      variance += from[other * 4 + 3]! * weight * weight;
      weights += weight;
    }
  }
  to[pixel * 4] = red / weights;
  to[pixel * 4 + 1] = green / weights;
  to[pixel * 4 + 2] = blue / weights;
  to[pixel * 4 + 3] = variance / (weights * weights);
}

function edgeBetween(film: Float32Array, a: number, b: number, step: number, { normalEdge, colourEdge }: Smoothing): number {
  const [p, q] = [a * CHANNELS, b * CHANNELS];
  const depth = film[p + DEPTH]!;
  const deeper = (film[q + DEPTH]! - depth) / (depth * 0.012 * step + 1e-3);
  const colour = colourEdge === 0 ? 0 : squaredDifference(film, p + ALBEDO, q + ALBEDO) * colourEdge;
  return squaredDifference(film, p + NORMAL, q + NORMAL) * normalEdge + deeper * deeper * 0.25 + colour;
}

function squaredDifference(film: Float32Array, p: number, q: number): number {
  const [a, b, c] = [film[q]! - film[p]!, film[q + 1]! - film[p + 1]!, film[q + 2]! - film[p + 2]!];
  return a * a + b * b + c * c;
}
