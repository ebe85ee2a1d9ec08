import { SAMPLE_RATE, truePeaks } from './loudness.ts';

/** How long before a peak the gain starts to fall, in samples (3 ms), and how fast it comes back (about 80 ms). */
const AHEAD = Math.round(SAMPLE_RATE * 0.003);
const RELEASE = 1 - Math.exp(-1 / (SAMPLE_RATE * 0.08));

/** For each sample the smallest value within `radius` samples of it. */
function minimumAround(values: Float32Array, radius: number): Float32Array {
  const result = new Float32Array(values.length);
  const rising: number[] = [];
  let head = 0;
  for (let at = 0; at < values.length + radius; at++) {
    if (at < values.length) {
      while (rising.length > head && values[rising.at(-1)!]! >= values[at]!) rising.pop();
      rising.push(at);
    }
    const centre = at - radius;
    if (centre < 0) continue;
    while (rising[head]! < centre - radius) head++;
    result[centre] = values[rising[head]!]!;
  }
  return result;
}

/** The mean of the values within `radius` samples of each. */
function meanAround(values: Float32Array, radius: number): Float32Array {
  const result = new Float32Array(values.length);
  const last = values.length - 1;
  const valueAt = (at: number): number => values[Math.min(last, Math.max(0, at))]!;
  let sum = 0;
  for (let at = -radius; at <= radius; at++) sum += valueAt(at);
  for (let at = 0; at < values.length; at++) {
    result[at] = sum / (2 * radius + 1);
    sum += valueAt(at + radius + 1) - valueAt(at - radius);
  }
  return result;
}

/**
 * Keeps true peaks under `ceiling` (an amplitude) by turning the gain down around each, in place. The gain is held at the
 * smallest that any peak nearby needs and then averaged over the same distance, so it is smooth and never too late.
 */
export function limit(channels: readonly Float32Array[], ceiling: number): void {
  const needed = truePeaks(channels, ceiling).map((peak) => (peak > ceiling ? ceiling / peak : 1));
  if (!needed.some((gain) => gain < 1)) return;
  const held = minimumAround(needed, AHEAD);
  let gain = 1;
  for (let at = 0; at < held.length; at++) {
    gain = Math.min(held[at]!, gain + (1 - gain) * RELEASE);
    held[at] = gain;
  }
  const smooth = meanAround(held, AHEAD);
  for (const samples of channels) for (let at = 0; at < samples.length; at++) samples[at]! *= smooth[at]!;
}
