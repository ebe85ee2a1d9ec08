import { expect, test } from 'vitest';
import { checkSums, LAW_NAMES } from './testing/sums.ts';

const RUNS = 12_500;
const seed = Math.trunc(Math.random() * 2 ** 31);

test.for(LAW_NAMES)('%s', (law) => {
  expect(checkSums({ seed, runs: RUNS, law }), `seed ${seed}`).toBe(RUNS);
});
