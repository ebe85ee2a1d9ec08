import { hashPassword as hashScrypt } from 'better-auth/crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Auth, createAuth } from './auth.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { checkPassword } from './passwords.ts';

const PASSWORD = 'a long enough password';

let world: TestWorld;
let auth: Auth;
beforeAll(async () => {
  world = await openTestWorld();
  const { database, config, secrets, log } = world.ground;
  auth = await createAuth({ database, publicUrl: config.publicUrl, secrets, log });
});
afterAll(async () => {
  await auth?.close();
  await world?.close();
});

test('two hashes of one password differ, and both know it and no other', async () => {
  const hashes = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
  expect(new Set(hashes).size).toBe(2);
  for (const hash of hashes) {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true);
    expect(await verifyPassword({ hash, password: `${PASSWORD} ` })).toBe(false);
  }
});

test('a hash of a former version lets somebody in once more, and is made anew then', async () => {
  const { id, email } = await auth.createStaff({ name: 'Ada', email: 'ada@example.com', password: PASSWORD });
  const former = await hashScrypt(PASSWORD);
  await auth.pool.query(`update account set password = $1 where "userId" = $2`, [former, id]);
  const hashOf = async () =>
    (await auth.pool.query<{ password: string }>(`select password from account where "userId" = $1`, [id])).rows[0];
  expect(await checkPassword(auth, { email, password: 'not the password' })).toBeNull();
  expect(await hashOf()).toEqual({ password: former });
  expect(await checkPassword(auth, { email, password: PASSWORD })).toMatchObject({ id });
  expect((await hashOf())?.password).toMatch(/^\$argon2id\$/);
  expect(await checkPassword(auth, { email, password: PASSWORD })).toMatchObject({ id });
});
