import { killDeliveries } from '../../../packages/server/test/kill-deliveries.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 2, over the ledger alone: a fake channel that loses answers and knows no idempotency key. */
export const experiment: Experiment = {
  title: 'Processes that deliver are killed or frozen, and the channel loses answers',
  async run({ seed, quick, say }) {
    const [posts, kills, freezes] = quick ? [40, 15, 1] : [600, 200, 8];
    const result = await killDeliveries({ posts, kills, freezes, seed });
    say(`${result.lostAnswers} answers were lost, ${result.killedInFlight} kills fell while the channel held a request`);
    const figure = (name: string, value: number) => ({
      ...{
        name,
        value,
        unit: 'posts',
        against: `${posts} posts, ${kills} kills, ${freezes} of them freezes`,
        goal: '0',
        holds: value === 0,
      },
    });
    return [
      figure('lost', result.lost),
      figure('on the channel twice', result.doubled),
      figure('of which the ledger says what is not so', result.untrue),
    ];
  },
};
