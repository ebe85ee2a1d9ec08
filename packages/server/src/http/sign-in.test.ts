import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shop } from '#platform';
import { changeRole } from '../platform/auth/members/change-members.ts';
import { makeApiKey } from '../platform/auth/keys/make-key.ts';
import { createAuth } from '../platform/auth/auth.ts';
import { forgeTokens } from '../platform/auth/testing/forge-tokens.ts';
import { module as platformModule } from '../platform/module.ts';
import { cookieOf, openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';

const PASSWORD = 'a long enough password';
let world: TestWorld;
let http: TestApp;
let shop: Shop;
let people = 0;

beforeAll(async () => {
  world = await openTestWorld();
  ({ shop } = await world.createCtx());
  http = await openTestApp(world, { modules: [platformModule] });
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

type Pair = { readonly accessToken: string; readonly refreshToken: string };
const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  http.ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const ask = (path: string, token: string) => http.ask(path, { headers: { authorization: `Bearer ${token}`, 'x-bottega-shop': shop.slug } });

async function employ(role: 'owner' | 'admin' | 'operator' | 'viewer') {
  const person = await http.auth.createStaff({ name: 'Ada', email: `ada-${++people}@example.com`, password: PASSWORD });
  await http.auth.addMember({ shop, userId: person.id, role });
  const answer = await send('/api/v1/auth/token', { email: person.email, password: PASSWORD });
  return { person, pair: (await answer.json()) as Pair };
}

describe('an access token', () => {
  test('is its owner as a cookie is, in the role that they have at that moment', async () => {
    const { person, pair } = await employ('admin');
    expect((await ask('/api/v1/members', pair.accessToken)).status).toBe(200);
    expect((await ask('/api/v1/keys', pair.accessToken)).status).toBe(200);
    const ctx = await world.createCtx({ shop });
    await changeRole(ctx, { id: person.id, role: 'viewer' });
    expect((await ask('/api/v1/keys', pair.accessToken)).status).toBe(403);
    await ctx.db.deleteFrom('shop_member').where('shop_id', '=', shop.id).where('user_id', '=', person.id).execute();
    expect((await ask('/api/v1/members', pair.accessToken)).status).toBe(401);
    expect((await ask('/api/v1/account', pair.accessToken)).status).toBe(200);
  });

  test('is renewed once, and no more after its sign-in has ended', async () => {
    const { pair } = await employ('viewer');
    const next = (await (await send('/api/v1/auth/refresh', pair)).json()) as Pair;
    expect((await ask('/api/v1/account', next.accessToken)).status).toBe(200);
    expect((await send('/api/v1/auth/refresh', pair)).status).toBe(401);
    expect((await ask('/api/v1/account', next.accessToken)).status).toBe(401);
  });

  test('that is forged opens nothing, not even what guests may see', async () => {
    const { pair } = await employ('owner');
    const issuer = world.ground.config.publicUrl;
    const { keys } = (await (await http.ask('/api/v1/auth/jwks')).json()) as {
      keys: Awaited<ReturnType<typeof http.auth.accessTokens.listKeys>>;
    };
    const [seed] = world.ground.secrets.derive('access tokens');
    const forged = Object.entries(forgeTokens({ good: pair.accessToken, keys, seed, issuer }));
    const taken: string[] = [];
    for (const [wrong, token] of forged) {
      // What no header can carry is no request.
      if (/[\n\0]/.test(token) || token === '') continue;
      if ((await ask('/api/v1/account', token)).status !== 401) taken.push(wrong);
    }
    expect(taken).toEqual([]);
    expect((await ask('/api/v1/account', pair.accessToken)).status).toBe(200);
  });
});

describe('signing in by the API', () => {
  test('says the same of an unknown address and a wrong password', async () => {
    const { person } = await employ('viewer');
    const answers = [];
    for (const email of [person.email, 'nobody@example.com']) {
      const answer = await send('/api/v1/auth/token', { email, password: 'not the password' });
      const { request_id, ...problem } = (await answer.json()) as Record<string, unknown>;
      answers.push([answer.status, problem]);
      expect(request_id).toBeDefined();
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(401);
  });

  test('is stopped after ten tries, with the time to wait, for an address that nobody has as well', async () => {
    const { person } = await employ('viewer');
    for (const email of [person.email, 'somebody.else@example.com']) {
      for (let n = 0; n < 10; n++) expect((await send('/api/v1/auth/token', { email, password: `wrong ${n}` })).status).toBe(401);
      const answer = await send('/api/v1/auth/token', { email, password: PASSWORD });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    }
  });

  test('answers a reset alike for everybody', async () => {
    const { person } = await employ('viewer');
    for (const email of [person.email, 'nobody@example.com']) {
      const answer = await send('/api/v1/auth/password-reset', { email });
      expect([answer.status, await answer.text()]).toEqual([202, '']);
    }
  });
});

describe('a key', () => {
  test('opens its shop, named or not, and is a guest elsewhere', async () => {
    const { person } = await employ('owner');
    const owner = await world.createCtx({ shop, actor: { type: 'staff', ...person, role: 'owner' } });
    const { shop: other } = await world.createCtx();
    const { key } = await makeApiKey(owner, { name: 'Robot', scopes: ['members.read'] });
    const authorization = `Bearer ${key}`;
    expect((await http.ask('/api/v1/members', { headers: { authorization } })).status).toBe(200);
    expect((await ask('/api/v1/members', key)).status).toBe(200);
    expect((await ask('/api/v1/keys', key)).status).toBe(403);
    expect((await http.ask('/api/v1/members', { headers: { authorization, 'x-bottega-shop': other.slug } })).status).toBe(401);
    expect((await http.ask('/api/v1/account', { headers: { authorization } })).status).toBe(401);
  });
});

test('none of Better Auth’s own addresses is there', async () => {
  const { person } = await employ('owner');
  const bodies = { email: person.email, password: PASSWORD, name: 'Eve', userId: person.id, token: 'x', code: '123456' };
  const paths = Object.values(http.auth.better.api).map((endpoint) => (endpoint as { path?: string }).path);
  const known = paths.filter((path) => path !== undefined);
  expect(known.length).toBeGreaterThan(10);
  for (const path of [...known, '/sign-up/email', '/api-key/create', '/two-factor/enable', '/oauth2/token', '/token', '/jwks']) {
    for (const base of ['/api/auth', '/auth', '/api/v1/auth/better', '']) {
      const address = `${base}${path.replaceAll(/:\w+/g, 'x')}`;
      expect([address, (await http.ask(address)).status]).toEqual([address, 404]);
      expect([address, (await send(address, bodies)).status]).toEqual([address, 404]);
    }
  }
  // What makes a session of an id has no address at all.
  expect((http.auth.better.api.openSession as { path?: string }).path).toBeUndefined();
});

test('rotating the secrets signs nobody out', async () => {
  const { database, ground } = world;
  const rotated = (purposeSuffix: string[]) => ({
    ...ground.secrets,
    derive: (purpose: string) => purposeSuffix.map((suffix) => ground.secrets.derive(`${purpose}${suffix}`)[0]) as [string, ...string[]],
  });
  const open = (suffixes: string[]) =>
    createAuth({ database, publicUrl: ground.config.publicUrl, secrets: rotated(suffixes), log: ground.log });
  const [before, between, after] = await Promise.all([open([' old']), open([' new', ' old']), open([' new'])]);
  const { person } = await employ('viewer');
  const headersOf = async (auth: typeof before) =>
    new Headers({ cookie: cookieOf(await auth.openSession({ userId: person.id, headers: new Headers(), address: '' })) });
  const [old, fresh] = [await headersOf(before), await headersOf(between)];
  expect(await between.readSession(old)).toMatchObject({ id: person.id });
  expect(await after.readSession(fresh)).toMatchObject({ id: person.id });
  expect(await after.readSession(old)).toBeNull();
  await between.signOut(old);
  expect(await before.readSession(old)).toBeNull();
  await Promise.all([before.close(), between.close(), after.close()]);
});
