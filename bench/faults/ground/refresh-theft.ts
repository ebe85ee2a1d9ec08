import fc from 'fast-check';
import { newId } from '../../../packages/server/src/platform/context.ts';
import { openEntrance } from '../../../packages/server/src/platform/auth/testing/entrance.ts';
import { signedInPrograms, type Turn } from '../../../packages/server/src/platform/auth/testing/thieves.ts';
import { renewFamily, startFamily } from '../../../packages/server/src/platform/auth/token-family.ts';
import type { Experiment } from '../experiment.ts';

const TURN = fc.record({
  who: fc.constantFrom<Turn['who']>('owner', 'thief'),
  does: fc.constantFrom<Turn['does']>('renew', 'steal', 'renew old'),
});
/** Side by side, so that families are busy while others end. */
const AT_ONCE = 6;

/** TRUST.md A4, experiment 20. */
export const experiment: Experiment = {
  title: 'A refresh token is stolen, and owner and thief use it by turns and at the same moment',
  async run({ seed, quick, say }) {
    const { auth, close } = await openEntrance();
    try {
      const stories = fc.sample(fc.array(TURN, { minLength: 3, maxLength: 12 }), { seed, numRuns: quick ? 1_000 : 20_000 });
      const waiting = stories.values();
      const escaped: string[] = [];
      let reuses = 0;
      const play = async () => {
        for (const turns of waiting) {
          const told = await signedInPrograms(auth.pool, turns);
          reuses += told.reuses;
          escaped.push(...told.escaped);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, play));
      const races = quick ? 50 : 500;
      let broken = 0;
      for (let race = 0; race < races; race++) broken += (await isRaceWon(auth.pool)) ? 0 : 1;
      for (const odd of escaped.slice(0, 10)) say(odd);
      const against = `${stories.length} interleavings`;
      return [
        { name: 'second uses', value: reuses, unit: '', against, goal: 'some', holds: reuses > stories.length / 10 },
        {
          name: 'second uses that did not end the family',
          value: escaped.length,
          unit: '',
          against,
          goal: '0',
          holds: escaped.length === 0,
        },
        {
          name: 'races with two winners or a survivor',
          value: broken,
          unit: '',
          against: `${races} races of 8`,
          goal: '0',
          holds: broken === 0,
        },
      ];
    } finally {
      await close();
    }
  },
};

/** Eight use one token at the same moment: at most one is answered, and what it got is good for nothing. */
async function isRaceWon(pool: Parameters<typeof renewFamily>[0]): Promise<boolean> {
  const { refreshToken } = await startFamily(pool, { userId: newId(), device: '', address: '' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => renewFamily(pool, refreshToken)));
  const won = answers.filter((answer) => typeof answer === 'object');
  const after = await Promise.all(won.map((family) => renewFamily(pool, family.refreshToken)));
  return won.length <= 1 && after.every((answer) => answer === 'unknown');
}
