import { fillDisk } from '../../../packages/server/test/fill-disk.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 15. It needs root on Linux, to mount a small disk. */
export const experiment: Experiment = {
  title: 'The disk fills up to its last byte and is freed again',
  async run({ quick, say }) {
    const rounds = quick ? 1 : 5;
    const result = await fillDisk({ rounds, say });
    const against = `${rounds} times full`;
    if (typeof result === 'string')
      return [{ name: `not tried: ${result}`, value: 0, unit: '', against, goal: 'to be tried', holds: false }];
    for (const odd of result.odd.slice(0, 10)) say(odd);
    const { acknowledged, lost, leftAtRefusalMb, leftAtUnreadyMb, smallAfterRefusal, deadLooks, readyAfterMs, odd } = result;
    return [
      { name: 'acknowledged', value: acknowledged, unit: 'drafts and files', against, goal: 'some', holds: acknowledged > 10 },
      { name: 'acknowledged and lost', value: lost, unit: '', against, goal: '0', holds: lost === 0 },
      {
        name: 'left when large writes are refused with 507',
        value: leftAtRefusalMb,
        unit: 'MB',
        against,
        goal: '> 10',
        holds: leftAtRefusalMb > 10,
      },
      { name: 'left when readyz says 503', value: leftAtUnreadyMb, unit: 'MB', against, goal: '> 10', holds: leftAtUnreadyMb > 10 },
      {
        name: 'small writes acknowledged after that',
        value: smallAfterRefusal,
        unit: '',
        against,
        goal: 'some',
        holds: smallAfterRefusal > 0,
      },
      { name: 'times livez did not answer', value: deadLooks, unit: '', against, goal: '0', holds: deadLooks === 0 },
      {
        name: 'until ready after freeing, at most',
        value: readyAfterMs,
        unit: 'ms',
        against,
        goal: '≤ 10000',
        holds: readyAfterMs <= 10_000,
      },
      { name: 'answers that say neither', value: odd.length, unit: '', against, goal: '0', holds: odd.length === 0 },
    ];
  },
};
