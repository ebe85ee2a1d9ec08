import { flapStorage } from '../../../packages/server/test/flap-storage.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 16: of what is named there, Bottega has S3; there is no Redis in it. */
export const experiment: Experiment = {
  title: 'The storage goes down, falls silent, is late and comes back while launches run',
  async run({ seed, quick, say }) {
    const result = await flapStorage({ seed, launches: quick ? 1 : 6, seconds: quick ? 6 : 12 });
    for (const odd of result.odd.slice(0, 10)) say(odd);
    const { launched, lost, asked, odd, refused, lostFiles, slowestMs, faults } = result;
    const against = `${faults} faults`;
    return [
      { name: 'launches lost', value: lost, unit: `of ${launched}`, against, goal: '0', holds: lost === 0 },
      { name: 'files acknowledged and lost', value: lostFiles, unit: '', against, goal: '0', holds: lostFiles === 0 },
      { name: 'answers that say the storage is away', value: refused, unit: `of ${asked}`, against, goal: 'some', holds: refused > 0 },
      { name: 'answers that say anything else', value: odd.length, unit: '', against, goal: '0', holds: odd.length === 0 },
      { name: 'slowest answer', value: slowestMs, unit: 'ms', against, goal: '≤ 10000', holds: slowestMs <= 10_000 },
    ];
  },
};
