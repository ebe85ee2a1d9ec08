import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomModule, Shop } from '#platform';
import { stopPostgres } from '../testing/stop-postgres.ts';
import { openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';

const room: RoomModule = {
  name: 'reads',
  routes(app) {
    app.get('/api/v1/reads', async (c) => {
      const { ctx } = c.var;
      return c.json(await ctx.db.selectFrom('file').selectAll().where('shop_id', '=', ctx.shop.id).execute());
    });
  },
};

let world: TestWorld;
let http: TestApp;
let shop: Shop;
let cookie: string;

beforeAll(async () => {
  world = await openTestWorld();
  ({ shop } = await world.createCtx());
  http = await openTestApp(world, { modules: [room], handle: async () => new Response('page') });
  cookie = await http.signInAs([{ shop, role: 'owner' }]);
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

test('while the database is away the process lives, says that it is not ready, and answers 503 with what to do', async () => {
  const read = (headers: Record<string, string> = {}) =>
    http.ask('/api/v1/reads', { headers: { 'x-bottega-shop': shop.slug, ...headers } });
  expect((await read()).status).toBe(200);
  expect((await http.ask('/readyz')).status).toBe(200);

  await stopPostgres(world.folder);

  expect(await (await http.ask('/livez')).json()).toMatchObject({ status: 'live' });
  const begun = performance.now();
  const ready = await http.ask('/readyz');
  expect(performance.now() - begun).toBeLessThan(1_500);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', missing: ['database'] }]);
  for (const answer of [
    await read(),
    await read({ cookie }),
    await http.ask('/api/v1/reads', { headers: { 'x-bottega-shop': 'unheard-of' } }),
  ]) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ code: 'database_away', next: expect.stringContaining('try again') });
  }
  const page = await http.ask('/admin', { headers: { cookie, accept: 'text/html' } });
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=UTF-8']);
  expect(await page.text()).toContain('The database cannot be reached');
});
