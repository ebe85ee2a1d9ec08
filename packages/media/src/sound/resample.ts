/** Taps on each side of a sample, and positions between two samples for which a filter is kept ready. */
const TAPS = 16;
const PHASES = 256;

/** A Hann-windowed sinc for each phase; each sums to 1, so that silence stays silent and level stays level. */
function filters(cutoff: number): Float32Array {
  const width = 2 * TAPS;
  const table = new Float32Array((PHASES + 1) * width);
  for (let phase = 0; phase <= PHASES; phase++) {
    let sum = 0;
    for (let tap = 0; tap < width; tap++) {
      const distance = tap - TAPS + 1 - phase / PHASES;
      const window = 0.5 + 0.5 * Math.cos(Math.PI * Math.max(-1, Math.min(1, distance / TAPS)));
      const value = (distance === 0 ? cutoff : Math.sin(Math.PI * distance * cutoff) / (Math.PI * distance)) * window;
      table[phase * width + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < width; tap++) table[phase * width + tap]! /= sum;
  }
  return table;
}

/** Changes the sample rate of one channel; frequencies that the new rate cannot hold are filtered out. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const table = filters(Math.min(1, to / from) * 0.94);
  const result = new Float32Array(Math.floor((samples.length * to) / from));
  for (let index = 0; index < result.length; index++) {
    const at = (index * from) / to;
    const base = Math.floor(at);
    const filter = Math.round((at - base) * PHASES) * 2 * TAPS;
    const first = base - TAPS + 1;
    const start = Math.max(0, -first);
    const end = Math.min(2 * TAPS, samples.length - first);
    let sum = 0;
    for (let tap = start; tap < end; tap++) sum += samples[first + tap]! * table[filter + tap]!;
    result[index] = sum;
  }
  return result;
}
