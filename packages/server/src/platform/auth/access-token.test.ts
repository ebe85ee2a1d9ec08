import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from './access-token.ts';
import { forgeTokens } from './testing/forge-tokens.ts';

const ISSUER = 'https://shop.example';
const CLAIMS = { userId: 'ada', familyId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' };
const newSecret = () => randomBytes(32).toString('base64url');

const open = (secrets: readonly string[], now?: () => Date) =>
  createAccessTokens({ secrets: () => secrets, issuer: ISSUER, ...(now && { now }) });

describe('an access token', () => {
  test('is read for fifteen minutes and no longer', async () => {
    let now = Date.parse('2026-11-20T10:00:00Z');
    const tokens = open([newSecret()], () => new Date(now));
    const token = await tokens.issue(CLAIMS);
    expect(await tokens.read(token)).toEqual(CLAIMS);
    now += (ACCESS_TOKEN_SECONDS - 1) * 1000;
    expect(await tokens.read(token)).toEqual(CLAIMS);
    now += 1000;
    expect(await tokens.read(token)).toBeNull();
  });

  test('is not taken when anything about it is wrong', async () => {
    const seed = newSecret();
    const tokens = open([seed]);
    const good = await tokens.issue(CLAIMS);
    const forged = forgeTokens({ good, keys: await tokens.listKeys(), seed, issuer: ISSUER });
    expect(Object.keys(forged).length).toBeGreaterThanOrEqual(40);
    for (const [wrong, token] of Object.entries(forged)) expect([wrong, await tokens.read(token)]).toEqual([wrong, null]);
    expect(await tokens.read(good)).toEqual(CLAIMS);
  });

  test('is signed by the newest secret, and read by the older ones as long as they are there', async () => {
    const [first, second] = [newSecret(), newSecret()];
    const before = await open([first]).issue(CLAIMS);
    const rotated = open([second, first]);
    const after = await rotated.issue(CLAIMS);
    expect(await rotated.read(before)).toEqual(CLAIMS);
    expect(await rotated.read(after)).toEqual(CLAIMS);
    expect(await open([first]).read(after)).toBeNull();
    expect(await open([second]).read(before)).toBeNull();
    const keys = await rotated.listKeys();
    expect(keys).toHaveLength(2);
    expect(JSON.parse(Buffer.from(after.split('.')[0] as string, 'base64url').toString())).toEqual({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: keys[0]?.kid,
    });
  });

  test('comes with public keys that hold nothing secret', async () => {
    const secret = newSecret();
    const [key] = await open([secret]).listKeys();
    expect(key).toEqual({ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), alg: 'EdDSA', use: 'sig' });
    expect(JSON.stringify(key)).not.toContain(secret);
  });
});
