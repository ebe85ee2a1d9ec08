import fc from 'fast-check';
import { openEntrance } from '../../../packages/server/src/platform/auth/testing/entrance.ts';
import { obtainTokens } from '../../../packages/server/src/platform/auth/sign-in/tokens.ts';
import { requestPasswordReset } from '../../../packages/server/src/platform/auth/account/reset-password.ts';
import type { InstallationCtx } from '../../../packages/server/src/platform/ground.ts';
import type { Experiment } from '../experiment.ts';

const MOST = 10;
const SAME_MS = 5;
const AT_ONCE = 8;

/** TRUST.md A4, experiment 23. */
export const experiment: Experiment = {
  title: 'Lists of stolen passwords are tried, from a new address each time',
  async run({ seed, quick, say }) {
    const { auth, hire, visitor, close } = await openEntrance();
    try {
      const count = quick ? 10 : 100;
      const known = await Promise.all(Array.from({ length: count }, async () => (await hire()).email));
      const unknown = known.map((email) => `nobody-${email}`);
      const tries = fc.sample(fc.constantFrom(...known, ...unknown), { seed, numRuns: quick ? 600 : 10_000 });
      const begun = performance.now();
      const through = await stuff(tries, (email, n) => tryOnce(visitor(), email, `stolen password ${n}`));
      say(
        `${tries.length} tries in ${Math.round((performance.now() - begun) / 1000)} s; ${through.refused} were looked at, the others were told to wait`,
      );
      await auth.pool.query('delete from attempt');
      const rounds = quick ? 15 : 60;
      const gaps = {
        'a token': await gapOf(rounds, known, (email) => tryOnce(visitor(), email, 'not the password')),
        'a reset': await gapOf(rounds, known, (email) => requestPasswordReset(visitor(), { email })),
      };
      const against = `${tries.length} tries at ${2 * count} accounts`;
      return [
        {
          name: 'tries at one account in 15 minutes, at most',
          value: through.most,
          unit: '',
          against,
          goal: `≤ ${MOST}`,
          holds: through.most <= MOST,
        },
        { name: 'answers that were neither', value: through.odd, unit: '', against, goal: '0', holds: through.odd === 0 },
        ...Object.entries(gaps).map(([what, gap]) => ({
          ...{ name: `median of ${what}: somebody against nobody`, value: gap, unit: 'ms', against: `${rounds} of each by turns` },
          ...{ goal: `≤ ${SAME_MS}`, holds: gap <= SAME_MS },
        })),
      ];
    } finally {
      await close();
    }
  },
};

type Outcome = 'refused' | 'told to wait' | 'odd';

async function tryOnce(ctx: InstallationCtx, email: string, password: string): Promise<Outcome> {
  const answer = await obtainTokens(ctx, { email, password }).catch((error: { code?: string }) => error.code);
  if (answer === 'unauthenticated') return 'refused';
  return answer === 'too_many_tries' ? 'told to wait' : 'odd';
}

/** How often the account that was tried most was looked at, and all of them together. */
async function stuff(emails: readonly string[], attempt: (email: string, n: number) => Promise<Outcome>) {
  const looked = new Map<string, number>();
  const waiting = emails.entries();
  let odd = 0;
  const work = async () => {
    for (const [n, email] of waiting) {
      const outcome = await attempt(email, n);
      if (outcome === 'refused') looked.set(email, (looked.get(email) ?? 0) + 1);
      if (outcome === 'odd') odd += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const counts = [...looked.values()];
  return { most: Math.max(...counts), refused: counts.reduce((sum, one) => sum + one, 0), odd };
}

/** How far the medians of somebody's and nobody's answers lie apart, in ms, asked by turns. */
async function gapOf(rounds: number, known: readonly string[], attempt: (email: string) => Promise<unknown>): Promise<number> {
  const times = { somebody: [] as number[], nobody: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const email = known[round % known.length] as string;
    const turns = [['somebody', email], ['nobody', `x-${email}`]] as const; // biome-ignore format: pairs
    // Each goes first as often as the other, so that what one leaves behind weighs on both.
    for (const [who, address] of round % 2 === 0 ? turns : turns.toReversed()) {
      const start = performance.now();
      await attempt(address);
      times[who].push(performance.now() - start);
    }
  }
  return Math.abs(median(times.somebody) - median(times.nobody));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
