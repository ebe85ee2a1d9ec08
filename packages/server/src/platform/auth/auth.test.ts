import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf } from '../../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { type Auth, createAuth, type Staff } from './auth.ts';
import { signIn as signInWith } from './sign-in/sign-in.ts';

const PUBLIC_URL = 'http://localhost:4600';
const PASSWORD = 'a long enough password';

let world: TestWorld;
let auth: Auth;
let sql: pg.Client;
let ada: Staff;
let people = 0;

const open = (publicUrl = PUBLIC_URL, { database, ground } = world) =>
  createAuth({ database, publicUrl, secrets: ground.secrets, log: ground.log });
const newEmail = () => `person-${++people}@example.com`;
const signIn = (email: string, password: string, address = '192.0.2.1') =>
  signInWith(createVisitor({ ground: world.ground, auth }, { address }), { email, password });
const tokenOf = (link: string) => new URL(link).pathname.split('/').at(-1) as string;
const withCookie = (headers: Headers) => new Headers({ cookie: cookieOf(headers) });

beforeAll(async () => {
  world = await openTestWorld();
  auth = await open();
  sql = new pg.Client(world.database.connectAs('bottega_auth'));
  await sql.connect();
  ada = await auth.createStaff({ name: 'Ada', email: newEmail(), password: PASSWORD });
});

afterAll(async () => {
  await sql?.end();
  await auth?.close();
  await world?.close();
});

describe('the one-time link', () => {
  test('signs in once; a second use, an unknown token and a mangled one do nothing', async () => {
    const link = await auth.createSignInLink({ email: ada.email.toUpperCase() });
    expect(link).toMatch(/^http:\/\/localhost:4600\/admin\/link\/[\w-]{43}$/);
    const headers = await auth.spendSignInLink(tokenOf(link), new Headers());
    expect(await auth.readSession(withCookie(headers as Headers))).toMatchObject(ada);
    for (const token of [tokenOf(link), 'x'.repeat(43), '']) expect(await auth.spendSignInLink(token, new Headers())).toBeNull();
  });

  test('of two who use it at the same moment one gets in', async () => {
    const token = tokenOf(await auth.createSignInLink(ada));
    const answers = await Promise.all(Array.from({ length: 8 }, () => auth.spendSignInLink(token, new Headers())));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
  });

  test('does nothing a quarter of an hour later', async () => {
    const token = tokenOf(await auth.createSignInLink(ada));
    const { rows } = await sql.query(`select extract(epoch from "expiresAt" - now()) as seconds from verification`);
    expect(rows.every(({ seconds }) => Number(seconds) <= 15 * 60)).toBe(true);
    await sql.query(`update verification set "expiresAt" = now() - interval '1 second'`);
    expect(await auth.spendSignInLink(token, new Headers())).toBeNull();
  });

  test('is kept as a hash only', async () => {
    const token = tokenOf(await auth.createSignInLink(ada));
    const { rows } = await sql.query('select verification::text as row from verification');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('is made for staff only', async () => {
    await expect(auth.createSignInLink({ email: 'nobody@example.com' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a session', () => {
  test('ends after its week, and at sign-out', async () => {
    const first = await auth.spendSignInLink(tokenOf(await auth.createSignInLink(ada)), new Headers());
    const second = await auth.spendSignInLink(tokenOf(await auth.createSignInLink(ada)), new Headers());
    const [one, two] = [withCookie(first as Headers), withCookie(second as Headers)];
    const gone = await auth.signOut(one);
    expect(gone.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/);
    expect(await auth.readSession(one)).toBeNull();
    expect(await auth.readSession(two)).not.toBeNull();
    await sql.query(`update session set "expiresAt" = now() - interval '1 second' where "userId" = $1`, [ada.id]);
    expect(await auth.readSession(two)).toBeNull();
  });

  test('is out of reach of scripts and of other sites, and kept to https where we are', async () => {
    const headers = await auth.spendSignInLink(tokenOf(await auth.createSignInLink(ada)), new Headers());
    const [cookie] = (headers as Headers).getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Max-Age=604800/i);
    expect(cookie).not.toMatch(/Secure/i);

    const guarded = await open('https://shop.example');
    const secure = await guarded.spendSignInLink(tokenOf(await guarded.createSignInLink(ada)), new Headers());
    await guarded.close();
    expect((secure as Headers).getSetCookie()[0]).toMatch(/^__Secure-.*; Secure/i);
  });

  test('knows the shops of its member as they are now', async () => {
    const { shop } = await world.createCtx();
    const { shop: other } = await world.createCtx();
    const person = await auth.createStaff({ name: 'Bea', email: newEmail() });
    await auth.addMember({ shop, userId: person.id, role: 'viewer' });
    const headers = await auth.spendSignInLink(tokenOf(await auth.createSignInLink(person)), new Headers());
    const cookie = withCookie(headers as Headers);
    expect(await auth.readSession(cookie)).toEqual({
      ...person,
      sessionId: expect.any(String),
      shops: [{ slug: shop.slug, name: shop.name, role: 'viewer' }],
    });
    await auth.addMember({ shop, userId: person.id, role: 'admin' });
    await auth.addMember({ shop: other, userId: person.id, role: 'owner' });
    const roles = (await auth.readSession(cookie))?.shops.map(({ slug, role }) => [slug, role]);
    expect(new Map(roles as [string, string][])).toEqual(new Map([[shop.slug, 'admin'], [other.slug, 'owner']])); // biome-ignore format: pairs
  });

  test('is not read from a cookie that was tampered with', async () => {
    const headers = await auth.spendSignInLink(tokenOf(await auth.createSignInLink(ada)), new Headers());
    const cookie = cookieOf(headers as Headers);
    expect(await auth.readSession(new Headers({ cookie: cookie.replace(/=./, '=~') }))).toBeNull();
    expect(await auth.readSession(new Headers())).toBeNull();
  });
});

describe('signing in by password', () => {
  test('works with the right one, whatever the case of the address', async () => {
    const answer = await signIn(` ${ada.email.toUpperCase()} `, PASSWORD);
    expect(answer.state).toBe('ok');
    expect(await auth.readSession(withCookie((answer as { headers: Headers }).headers))).toMatchObject({ id: ada.id });
  });

  test('says and takes the same for an unknown address, a wrong password and somebody without one', async () => {
    const bare = await auth.createStaff({ name: 'Without password', email: newEmail() });
    const times: Record<string, number[]> = { unknown: [], wrong: [], bare: [] };
    for (let round = 0; round < 5; round++) {
      for (const [kind, email] of Object.entries({ unknown: newEmail(), wrong: ada.email, bare: bare.email })) {
        const start = performance.now();
        const answer = await signIn(email, 'not the password at all');
        times[kind]?.push(performance.now() - start);
        expect(answer).toEqual({ state: 'refused', message: 'The e-mail address or the password is not right.' });
      }
    }
    // The fastest of each, as the machine may be busy.
    const fastest = Object.values(times).map((list) => Math.min(...list));
    expect(Math.max(...fastest) - Math.min(...fastest)).toBeLessThan(25);
  });

  test('is refused after ten tries, the right password included, and only for that account', async () => {
    const person = await auth.createStaff({ name: 'Cleo', email: newEmail(), password: PASSWORD });
    const answers = [];
    for (let n = 0; n < 10; n++) answers.push(await signIn(person.email, `wrong password ${n}`, `198.51.100.${n}`));
    expect(answers.every((answer) => answer.state === 'refused')).toBe(true);
    await expect(signIn(person.email, PASSWORD, '203.0.113.9')).rejects.toMatchObject({
      code: 'too_many_tries',
      message: 'Wait 15 minutes.',
    });
    expect(await signIn(ada.email, PASSWORD, '203.0.113.9')).toMatchObject({ state: 'ok' });
  });
});

describe('new staff', () => {
  test('are refused with every mistake at once', async () => {
    const refusal = await auth.createStaff({ name: ' ', email: 'nonsense', password: 'short' }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BottegaError);
    expect((refusal as BottegaError).problems.map(({ path }) => path)).toEqual(['name', 'email', 'password']);
  });

  test('are refused when the address is taken, whatever its case', async () => {
    await expect(auth.createStaff({ name: 'Ada again', email: ada.email.toUpperCase() })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('are found by their address', async () => {
    expect(await auth.findStaff(ada.email)).toEqual(ada);
    expect(await auth.findStaff('nobody@example.com')).toBeNull();
  });
});

test('processes that start together make the tables once, and read each other’s cookies', async () => {
  const [first, second] = await Promise.all([open(), open()]);
  const headers = await first.spendSignInLink(tokenOf(await second.createSignInLink(ada)), new Headers());
  expect(await second.readSession(withCookie(headers as Headers))).toMatchObject({ id: ada.id });
  await Promise.all([first.close(), second.close()]);
});
