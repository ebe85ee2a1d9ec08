import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedInPrograms } from './testing/thieves.ts';
import { type Entrance, openEntrance, PASSWORD } from './testing/entrance.ts';
import { obtainTokens, renewTokens, revokeTokens } from './sign-in/tokens.ts';
import { renewFamily, startFamily } from './token-family.ts';

let entrance: Entrance;
beforeAll(async () => {
  entrance = await openEntrance();
});
afterAll(() => entrance?.close());

const start = async () => startFamily(entrance.auth.pool, { userId: (await entrance.hire()).id, device: 'test', address: '' });

describe('a refresh token', () => {
  test('is good once, and the second use ends the family with its access tokens', async () => {
    const person = await entrance.hire();
    const visitor = entrance.visitor();
    const first = await obtainTokens(visitor, { email: person.email, password: PASSWORD });
    const second = await renewTokens(visitor, first);
    expect(await entrance.auth.readAccessToken(second.accessToken)).toMatchObject({ id: person.id });
    await expect(renewTokens(visitor, first)).rejects.toMatchObject({ code: 'unauthenticated' });
    for (const pair of [first, second]) {
      expect(await entrance.auth.readAccessToken(pair.accessToken)).toBeNull();
      await expect(renewTokens(visitor, pair)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  test('of many uses at the same moment at most one is answered, and the family has ended after it', async () => {
    for (let round = 0; round < 5; round++) {
      const { refreshToken } = await start();
      const answers = await Promise.all(Array.from({ length: 12 }, () => renewFamily(entrance.auth.pool, refreshToken)));
      const [won, ...more] = answers.filter((answer) => typeof answer === 'object');
      expect(more).toEqual([]);
      if (won) expect(await renewFamily(entrance.auth.pool, won.refreshToken)).toBe('unknown');
    }
  });

  test('is kept as a hash only, and ends after its month', async () => {
    const { refreshToken, id } = await start();
    const { rows } = await entrance.auth.pool.query('select token_family::text as row from token_family where id = $1', [id]);
    for (const part of refreshToken.split('.')) expect(rows[0].row).not.toContain(part);
    await entrance.auth.pool.query(`update token_family set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect(await renewFamily(entrance.auth.pool, refreshToken)).toBe('unknown');
  });

  test('that is forged ends nothing: not with a known id, another family’s half, or rubbish', async () => {
    const [family, other] = [await start(), await start()];
    const [head] = family.refreshToken.split('.') as [string];
    const [otherHead, otherTail] = other.refreshToken.split('.') as [string, string];
    const forged = [
      `${family.id}.${otherTail}`,
      `${'x'.repeat(43)}.${otherTail}`,
      otherHead,
      `${head}.`,
      '',
      '.',
      `${head}.${'ü'.repeat(43)}`,
    ];
    for (const token of forged) expect(await renewFamily(entrance.auth.pool, token), token).toBe('unknown');
    expect(await renewFamily(entrance.auth.pool, family.refreshToken)).toMatchObject({ id: family.id });
  });

  test('is taken back at sign-out, which tells nothing of tokens that are not known', async () => {
    const person = await entrance.hire();
    const visitor = entrance.visitor();
    const pair = await obtainTokens(visitor, { email: person.email, password: PASSWORD });
    await revokeTokens(visitor, { refreshToken: `${'x'.repeat(43)}.${'y'.repeat(43)}` });
    await revokeTokens(visitor, pair);
    await expect(renewTokens(visitor, pair)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await entrance.auth.readAccessToken(pair.accessToken)).toBeNull();
  });
});

test('whatever a thief and an owner do by turns, no family outlives a second use', { timeout: 20_000 }, async () => {
  const seed = Date.now() % 2 ** 31;
  const moves = fc.array(fc.record({ who: fc.constantFrom('owner', 'thief'), does: fc.constantFrom('renew', 'steal', 'renew old') }), {
    minLength: 2,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(moves, async (turns) => {
      const { escaped } = await signedInPrograms(entrance.auth.pool, turns);
      expect(escaped).toEqual([]);
    }),
    { seed, numRuns: 60, verbose: 1 },
  );
});
