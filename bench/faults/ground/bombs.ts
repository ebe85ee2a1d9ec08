import { dropBombs } from '../../../packages/server/test/drop-bombs.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 22. */
export const experiment: Experiment = {
  title: 'Files that are hungrier than they look, bodies without an end, senders without haste',
  async run({ quick, say }) {
    const result = await dropBombs(quick ? { bodyGb: 0.4, slow: 100 } : { bodyGb: 2, slow: 500 });
    for (const odd of result.odd) say(odd);
    const { dropped, odd, grewMb = 0, outsideReads, slow, slowestMs } = result;
    const against = `${dropped} bombs`;
    return [
      { name: 'not refused with a 4xx', value: odd.length, unit: '', against, goal: '0', holds: odd.length === 0 },
      { name: 'memory of the server above its rest, at most', value: grewMb, unit: 'MB', against, goal: '≤ 200', holds: grewMb <= 200 },
      { name: 'reads outside', value: outsideReads, unit: '', against, goal: '0', holds: outsideReads === 0 },
      {
        name: 'slowest answer beside slow senders',
        value: slowestMs,
        unit: 'ms',
        against: `${slow} connections`,
        goal: '≤ 1000',
        holds: slowestMs <= 1_000,
      },
    ];
  },
};
