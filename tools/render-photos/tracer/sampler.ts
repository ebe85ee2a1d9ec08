import { hash3 } from '../noise.ts';

/** Random numbers from 0 to 1 that depend on nothing but the pixel and the sample: workers may take rows in any order. */
export type Sampler = {
  startSample(x: number, y: number, index: number): void;
  /** For the first choices of a path: a lattice that fills each dimension evenly over a pixel's samples. */
  even(dimension: number): number;
  /** For all later ones. */
  next(): number;
};

/** The lattice's dimensions, in the order a path uses them. */
export const DIMENSION = { pixel: 0, lens: 2, light: 4, lobe: 10, direction: 11 } as const;
const DIMENSIONS = 14;
const SEED = 1;

export function createSampler(): Sampler {
  const steps = latticeSteps();
  const offsets = new Float64Array(DIMENSIONS);
  let [sample, state] = [0, 0];
  return {
    startSample(x, y, index) {
      sample = index;
      if (index === 0) for (let d = 0; d < DIMENSIONS; d++) offsets[d] = hash3(x, y, d * 77 + SEED) / 4294967296;
      state = hash3(x + 7919 * index, y, 55 + SEED);
    },
    even(dimension) {
      const x = offsets[dimension]! + steps[dimension]! * sample;
      return x - Math.floor(x);
    },
    next() {
      state = (Math.imul(state, 747796405) + 2891336453) | 0;
      let word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737);
      word = (word >>> 22) ^ word;
      return (word >>> 0) / 4294967296;
    },
  };
}

/** Powers of the inverse of the generalised golden ratio, the root of x^(d+1) = x + 1. */
function latticeSteps(): Float64Array {
  let ratio = 1.5;
  for (let i = 0; i < 60; i++) ratio = (1 + ratio) ** (1 / (DIMENSIONS + 1));
  return Float64Array.from({ length: DIMENSIONS }, (_, i) => (1 / ratio) ** (i + 1));
}
