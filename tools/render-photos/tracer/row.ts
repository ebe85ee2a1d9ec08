import { CHANNELS, DIFFUSE, DIFFUSE_VARIANCE, GLOSSY, GLOSSY_VARIANCE, HERO, luminance } from './film.ts';
import type { PathTracer } from './path.ts';

export type Effort = {
  /** Samples of every pixel. */
  readonly least: number;
  /** Samples of a pixel that shows the product. */
  readonly product: number;
};

/** Fills row `y` of a square film. Pixels that show the product, its outline or much noise get more samples. */
export function renderRow(trace: PathTracer, y: number, size: number, film: Float32Array, effort: Effort): void {
  const sample = new Float64Array(CHANNELS);
  const sum = new Float64Array(CHANNELS);
  for (let x = 0; x < size; x++) {
    sum.fill(0);
    let [count, wanted] = [0, effort.least];
    while (count < wanted) {
      trace(x, y, size, count, sample);
      sample[DIFFUSE_VARIANCE] = luminance(sample, DIFFUSE) ** 2;
      sample[GLOSSY_VARIANCE] = luminance(sample, GLOSSY) ** 2;
      for (let i = 0; i < CHANNELS; i++) sum[i]! += sample[i]!;
      count++;
      if (count === effort.least) wanted = samplesWanted(sum, count, effort);
    }
    expose(film, (y * size + x) * CHANNELS, sum, count);
  }
}

function samplesWanted(sum: Float64Array, count: number, { least, product }: Effort): number {
  if (sum[HERO]! > 0) return sum[HERO]! < count ? product * 3 : product;
  const mean = luminance(sum, DIFFUSE) / count;
  const variance = Math.max(0, sum[DIFFUSE_VARIANCE]! / count - mean * mean);
  return Math.sqrt(variance / count) / (mean + 0.1) > 0.12 ? (least + product) >> 1 : least;
}

/** Writes the mean of the samples, with the variance of that mean. */
function expose(film: Float32Array, at: number, sum: Float64Array, count: number): void {
  for (let i = 0; i < CHANNELS; i++) film[at + i] = sum[i]! / count;
  const variance = (squares: number, light: number) => Math.max(0, sum[squares]! / count - (luminance(sum, light) / count) ** 2) / count;
  film[at + DIFFUSE_VARIANCE] = variance(DIFFUSE_VARIANCE, DIFFUSE);
  film[at + GLOSSY_VARIANCE] = variance(GLOSSY_VARIANCE, GLOSSY);
}
