import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotateSecrets } from '../secrets/rotate-secrets.ts';
import { readSecretStatus } from '../secrets/secret-status.ts';
import { beginTwoFactor, drawQrCode, finishTwoFactor, removeTwoFactor, replaceRecoveryCodes } from './account/second-step.ts';
import { toBase32 } from './base32.ts';
import { codeOf, describeSecondFactor } from './second-factor.ts';
import { rewrapFactors } from './second-factor-seal.ts';
import { signIn, signInWithCode } from './sign-in/sign-in.ts';
import { obtainTokens } from './sign-in/tokens.ts';
import { type Entrance, openEntrance, PASSWORD, showCode } from './testing/entrance.ts';

let entrance: Entrance;
beforeAll(async () => {
  entrance = await openEntrance();
});
afterAll(() => entrance?.close());

const START = Temporal.Instant.from('2026-11-20T10:00:00Z');
const at = (seconds: number) => ({ now: () => START.add({ seconds }) });

/** Somebody with a second factor; its app's secret and their recovery codes. */
async function protect() {
  const person = await entrance.hire();
  const ctx = await entrance.signedIn(person, { clock: at(0) });
  const { secret, uri } = await beginTwoFactor(ctx, { password: PASSWORD });
  const { recoveryCodes } = await finishTwoFactor(ctx, { code: showCode(secret, START) });
  return { person, ctx, secret, uri, recoveryCodes };
}

/** The second step of a sign-in with this code, so many seconds after the factor was set up. */
async function enter(email: string, code: string, seconds: number) {
  const visitor = entrance.visitor({ clock: at(seconds) });
  const first = await signIn(visitor, { email, password: PASSWORD });
  if (first.state !== 'code_needed') throw new Error(`no code was asked for: ${first.state}`);
  return signInWithCode(visitor, { ticket: first.ticket, code });
}
const refused = { code: 'unauthenticated' };

test('codes are those of RFC 6238', () => {
  const secret = Buffer.from('12345678901234567890');
  expect([59, 1_111_111_109, 1_234_567_890, 20_000_000_000].map((time) => codeOf(secret, Math.floor(time / 30)))).toEqual([
    '287082',
    '081804',
    '005924',
    '353130',
  ]);
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
});

describe('a sign-in with a second factor', () => {
  test('needs the code after the password, and a password alone opens nothing', async () => {
    const { person, secret } = await protect();
    const first = await signIn(entrance.visitor(), { email: person.email, password: PASSWORD });
    expect(first).toEqual({ state: 'code_needed', ticket: expect.any(String) });
    await expect(obtainTokens(entrance.visitor(), { email: person.email, password: PASSWORD })).rejects.toMatchObject({
      code: 'second_factor_needed',
    });
    expect(await enter(person.email, showCode(secret, START.add({ seconds: 60 })), 60)).toMatchObject({ state: 'ok' });
  });

  test('takes no code twice, by whichever door', async () => {
    const { person, secret } = await protect();
    const code = showCode(secret, START.add({ seconds: 60 }));
    expect(await enter(person.email, code, 60)).toMatchObject({ state: 'ok' });
    await expect(enter(person.email, code, 61)).rejects.toMatchObject(refused);
    const visitor = entrance.visitor({ clock: at(62) });
    await expect(obtainTokens(visitor, { email: person.email, password: PASSWORD, code })).rejects.toMatchObject(refused);
    // The one before it, which the same clock would still take, neither.
    await expect(enter(person.email, showCode(secret, START.add({ seconds: 30 })), 60)).rejects.toMatchObject(refused);
  });

  test('of many who send the same code at once one gets in', async () => {
    const { person, secret } = await protect();
    const visitor = entrance.visitor({ clock: at(60) });
    const first = await signIn(visitor, { email: person.email, password: PASSWORD });
    const ticket = first.state === 'code_needed' ? first.ticket : '';
    const code = showCode(secret, START.add({ seconds: 60 }));
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => signInWithCode(visitor, { ticket, code })));
    // Who comes after the ticket was spent is told to begin again, without a cookie.
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value.state === 'ok')).toHaveLength(1);
  });

  test('takes a code one step early or late, no more', async () => {
    const { person, secret } = await protect();
    const code = showCode(secret, START.add({ seconds: 300 }));
    for (const seconds of [240, 360]) await expect(enter(person.email, code, seconds)).rejects.toMatchObject(refused);
    expect(await enter(person.email, code, 331)).toMatchObject({ state: 'ok' });
  });

  test('is stopped after ten codes, whoever has the password', async () => {
    const { person, secret } = await protect();
    for (let n = 0; n < 9; n++) await expect(enter(person.email, '000000', 60)).rejects.toMatchObject(refused);
    // Setting it up was the first try of the ten.
    await expect(enter(person.email, showCode(secret, START.add({ seconds: 60 })), 60)).rejects.toMatchObject({ code: 'too_many_tries' });
  });

  test('ends with a ticket that was used, is too old or never was', async () => {
    const { person, secret } = await protect();
    const visitor = entrance.visitor({ clock: at(60) });
    const first = await signIn(visitor, { email: person.email, password: PASSWORD });
    const ticket = first.state === 'code_needed' ? first.ticket : '';
    await signInWithCode(visitor, { ticket, code: showCode(secret, START.add({ seconds: 60 })) });
    const later = entrance.visitor({ clock: at(120) });
    const code = showCode(secret, START.add({ seconds: 120 }));
    expect(await signInWithCode(later, { ticket, code })).toMatchObject({ state: 'refused' });
    expect(await signInWithCode(later, { ticket: 'x'.repeat(43), code })).toMatchObject({ state: 'refused' });
  });
});

describe('recovery codes', () => {
  test('work once each, in any spelling, and are kept as hashes', async () => {
    const { person, recoveryCodes } = await protect();
    expect(recoveryCodes).toHaveLength(10);
    const [one = '', two = ''] = recoveryCodes;
    expect(one).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(await enter(person.email, one.toLowerCase().replaceAll('-', ' '), 60)).toMatchObject({ state: 'ok' });
    await expect(enter(person.email, one, 61)).rejects.toMatchObject(refused);
    expect((await describeSecondFactor(entrance.auth, person.id)).recoveryCodesLeft).toBe(9);
    const { rows } = await entrance.auth.pool.query('select * from recovery_code where user_id = $1', [person.id]);
    expect(JSON.stringify(rows)).not.toContain(two.replaceAll('-', ''));
  });

  test('are replaced as a whole', async () => {
    const { person, ctx, recoveryCodes } = await protect();
    const renewed = await replaceRecoveryCodes(ctx, { password: PASSWORD });
    expect(renewed.recoveryCodes).toHaveLength(10);
    await expect(enter(person.email, recoveryCodes[0] as string, 60)).rejects.toMatchObject(refused);
    expect(await enter(person.email, renewed.recoveryCodes[0] as string, 60)).toMatchObject({ state: 'ok' });
  });
});

describe('the second factor itself', () => {
  test('is in force only after a right code', async () => {
    const person = await entrance.hire();
    const ctx = await entrance.signedIn(person, { clock: at(0) });
    await beginTwoFactor(ctx, { password: PASSWORD });
    await expect(finishTwoFactor(ctx, { code: '000000' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await signIn(entrance.visitor(), { email: person.email, password: PASSWORD })).toMatchObject({ state: 'ok' });
  });

  test('is neither begun, replaced nor taken away without the password', async () => {
    const { person, ctx, secret } = await protect();
    const wrong = { password: 'not the password' };
    await expect(beginTwoFactor(ctx, wrong)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(removeTwoFactor(ctx, wrong)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(replaceRecoveryCodes(ctx, wrong)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(beginTwoFactor(ctx, { password: PASSWORD })).rejects.toMatchObject({ code: 'conflict' });
    await expect(beginTwoFactor(entrance.visitor(), { password: PASSWORD })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await enter(person.email, showCode(secret, START.add({ seconds: 60 })), 60)).toMatchObject({ state: 'ok' });
    await removeTwoFactor(ctx, { password: PASSWORD });
    expect(await signIn(entrance.visitor(), { email: person.email, password: PASSWORD })).toMatchObject({ state: 'ok' });
  });

  test('is sealed in the database, for its person only', async () => {
    const [one, other] = [await protect(), await protect()];
    const { rows } = await entrance.auth.pool.query('select secret from second_factor where user_id = $1', [one.person.id]);
    expect(rows[0].secret).toMatch(/^v1\./);
    await entrance.auth.pool.query('update second_factor set secret = $2 where user_id = $1', [other.person.id, rows[0].secret]);
    await expect(enter(other.person.email, showCode(one.secret, START.add({ seconds: 60 })), 60)).rejects.toMatchObject({
      code: 'secret_unreadable',
    });
    expect(await rewrapFactors(entrance.auth.pool, entrance.auth.secrets.keyring)).toBe(0);
    await entrance.auth.pool.query('delete from second_factor where user_id = $1', [other.person.id]);
  });

  test('is given to the app as an address and as a picture of it', async () => {
    const { person, uri, secret } = await protect();
    expect(uri).toBe(`otpauth://totp/Bottega:${encodeURIComponent(person.email)}?secret=${secret}&issuer=Bottega`);
    const { size, path } = drawQrCode(uri);
    expect(size).toBeGreaterThan(29);
    expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  });
});

test('second factors move to the newest key, and open with it alone', async () => {
  const { person, secret } = await protect();
  const world = entrance.world;
  const older = world.ground.secrets.keyring.newest();
  await rotateSecrets({ config: world.ground.config, database: world.database, secrets: world.ground.secrets });
  const newest = world.ground.secrets.keyring.newest();
  expect(newest.id).not.toBe(older.id);
  const { rows } = await entrance.auth.pool.query('select secret from second_factor');
  expect(rows.every((row) => row.secret.startsWith(`v1.${newest.id}.`))).toBe(true);
  const { keys } = await readSecretStatus(world.database, world.ground.secrets.keyring);
  expect(keys.map(({ state, secrets }) => [state, secrets > 0])).toEqual([['newest', true], ['older', false]]); // biome-ignore format: pairs
  expect(await enter(person.email, showCode(secret, START.add({ seconds: 60 })), 60)).toMatchObject({ state: 'ok' });
});
