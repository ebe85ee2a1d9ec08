import { checkSums, LAW_NAMES } from '../../../packages/server/src/commerce/quotes/testing/sums.ts';
import { atLeast, atMost, type Figure } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';

/** Every law of adding up, against carts, promotions and refunds that fast-check thinks of. */
export const experiment: Experiment = {
  title: 'Lines, discounts, taxes, shipping, rounding, credits and partial refunds add up',
  async run({ seed, quick, say }) {
    const runs = quick ? 1_000 : 25_000;
    let cases = 0;
    let broken = 0;
    for (const law of LAW_NAMES) {
      try {
        cases += checkSums({ seed, runs, law });
      } catch (error) {
        broken++;
        say(`${law}: ${(error as Error).message}`);
      }
    }
    const figures: Figure[] = [
      atLeast(quick ? 5_000 : 100_000, 'cases', cases, '', `${LAW_NAMES.length} laws, seed ${seed}`),
      atMost(0, 'laws that were broken', broken, '', `${LAW_NAMES.length} laws`),
    ];
    return figures;
  },
};
