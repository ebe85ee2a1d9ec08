import { fuzz, openFuzzHouse } from '../../../packages/server/src/testing/fuzz.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 8. */
export const experiment: Experiment = {
  title: 'Nonsense is sent to every route',
  async run({ seed, quick, say }) {
    const house = await openFuzzHouse();
    try {
      const { asked, byStatus, blunders } = await fuzz(house, { seed, runs: quick ? 2_000 : 10_000 });
      say(
        Object.entries(byStatus)
          .map(([status, count]) => `${status}: ${count}`)
          .join(', '),
      );
      for (const { request, why, body } of blunders.slice(0, 10)) say(`${why}: ${request}: ${body}`);
      const broken = blunders.filter(({ status }) => status >= 500).length;
      const against = `${asked} requests`;
      return [
        { name: 'errors of ours', value: broken, unit: '', against, goal: '0', holds: broken === 0 },
        {
          name: 'refusals that are no problem+json',
          value: blunders.length - broken,
          unit: '',
          against,
          goal: '0',
          holds: blunders.length === broken,
        },
      ];
    } finally {
      await house.close();
    }
  },
};
