import { createRoute, z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, jsonBody, type RoomModule, type Shop, setOrigins } from '#platform';
import { module as platformModule } from '../platform/module.ts';
import { OPERATOR_TOKEN, openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';

/** Says who asks, and takes JSON of any form. */
const room: RoomModule = {
  name: 'edge',
  routes(app) {
    app.get('/api/v1/client', (c) => c.json({ shop: c.var.ctx.shop.slug, actor: c.var.ctx.actor.type }));
    app.get('/api/v1/now', (c) => c.json({ now: performance.now() }));
    app.openapi(
      createRoute({
        method: 'post',
        path: '/api/v1/things',
        request: { body: jsonBody(z.any()) },
        responses: { 200: json(z.any(), 'Taken.') },
      }),
      (c) => c.json({ taken: true }, 200),
    );
  },
  installationRoutes(app) {
    app.get('/api/v1/address', (c) => c.json({ address: c.var.installation.address }));
  },
};

let world: TestWorld;
let shop: Shop;
let plain: TestApp;
/** Behind a proxy, reached by https. */
let proxied: TestApp;

beforeAll(async () => {
  world = await openTestWorld();
  ({ shop } = await world.createCtx());
  const modules = [platformModule, room];
  const handle = async () => new Response('<p>page</p>', { headers: { 'content-type': 'text/html' } });
  plain = await openTestApp(world, { modules, handle });
  const config = {
    ...world.ground.config,
    publicUrl: 'https://shops.example',
    trustedProxies: ['10.0.0.0/8', '::1'],
    metricsFrom: ['10.9.9.9'],
  };
  proxied = await openTestApp({ ...world, ground: { ...world.ground, config } }, { modules, handle });
});
afterAll(async () => {
  await plain?.close();
  await proxied?.close();
  await world?.close();
});

/** Asks as if over a socket from this address. */
const from = (app: TestApp, address: string, path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  app.app.request(`http://${headers.host ?? 'shops.example'}${path}`, { ...init, headers }, {
    incoming: { socket: { remoteAddress: address } },
  } as never);

const inShop = (headers: Record<string, string> = {}) => ({ 'x-bottega-shop': shop.slug, ...headers });

describe('the address of a client', () => {
  const addressOf = async (peer: string, forwarded?: string) => {
    const answer = await from(proxied, peer, '/api/v1/address', forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });
    return ((await answer.json()) as { address: string }).address;
  };

  test('is that of the socket, whatever a stranger claims', async () => {
    expect(await addressOf('203.0.113.5', '1.2.3.4')).toBe('203.0.113.5');
    expect(await addressOf('::ffff:203.0.113.5')).toBe('203.0.113.5');
  });

  test('is the last that no proxy of ours has: what a client put before it is not believed', async () => {
    expect(await addressOf('10.0.0.1', '1.2.3.4, 203.0.113.5, 10.2.2.2')).toBe('203.0.113.5');
    expect(await addressOf('::ffff:10.0.0.1', '203.0.113.5:4711')).toBe('203.0.113.5');
    expect(await addressOf('::1', '[2001:db8::7]:99')).toBe('2001:db8::7');
    expect(await addressOf('10.0.0.1', 'unknown, nonsense')).toBe('10.0.0.1');
    expect(await addressOf('10.0.0.1')).toBe('10.0.0.1');
  });
});

describe('https', () => {
  test('is asked for by a page that came by http, and demanded of the API', async () => {
    const page = await from(proxied, '10.0.0.1', '/some/page?x=1', {
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'shop.shops.example',
    });
    expect([page.status, page.headers.get('location')]).toEqual([308, 'https://shop.shops.example/some/page?x=1']);
    const api = await from(proxied, '10.0.0.1', '/api/v1/client', inShop({ 'x-forwarded-proto': 'http' }));
    expect([api.status, ((await api.json()) as { code: string }).code]).toEqual([403, 'https_required']);
  });

  test('is there when the proxy says so, and not asked of who comes without a proxy', async () => {
    expect((await from(proxied, '10.0.0.1', '/api/v1/client', inShop({ 'x-forwarded-proto': 'https' }))).status).toBe(200);
    expect((await from(proxied, '127.0.0.1', '/api/v1/client', inShop())).status).toBe(200);
    expect((await from(proxied, '203.0.113.5', '/api/v1/client', inShop({ 'x-forwarded-proto': 'http' }))).status).toBe(200);
  });

  test('a host that a trusted proxy names is the host', async () => {
    const answer = await from(proxied, '10.0.0.1', '/api/v1/client', {
      'x-forwarded-host': `${shop.slug}.shops.example`,
      'x-forwarded-proto': 'https',
    });
    expect(await answer.json()).toMatchObject({ shop: shop.slug });
    expect((await from(proxied, '203.0.113.5', '/api/v1/client', { 'x-forwarded-host': `${shop.slug}.shops.example` })).status).toBe(400);
  });
});

describe('pages of other sites', () => {
  const FRIEND = 'https://friend.example';
  const address = () => `/s/${shop.slug}/api/v1/things`;
  const post = (headers: Record<string, string>) =>
    plain.ask(address(), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site', ...headers },
    });
  const preflight = (origin: string) =>
    plain.ask(address(), {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'sec-fetch-site': 'cross-site' },
    });

  beforeAll(async () => {
    await setOrigins(await world.createCtx({ shop }), { origins: [FRIEND] });
  });

  test('that the shop names may ask, and are never invited to bring cookies', async () => {
    const asked = await preflight(FRIEND);
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, FRIEND]);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    const answer = await post({ origin: FRIEND });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, FRIEND]);
    expect(answer.headers.get('vary')).toContain('origin');
    for (const { headers } of [asked, answer]) {
      expect(headers.has('access-control-allow-credentials')).toBe(false);
      expect(headers.get('access-control-allow-origin')).not.toBe('*');
    }
  });

  test('are guests, though the browser sends the cookie of a member', async () => {
    const cookie = await plain.signInAs([{ shop, role: 'owner' }]);
    const who = (headers: Record<string, string>) => plain.ask(`/s/${shop.slug}/api/v1/client`, { headers: { cookie, ...headers } });
    expect(await (await who({})).json()).toMatchObject({ actor: 'staff' });
    expect(await (await who({ origin: FRIEND, 'sec-fetch-site': 'cross-site' })).json()).toMatchObject({ actor: 'guest' });
  });

  test.each([
    'https://stranger.example',
    'null',
    'https://friend.example:8443',
    'http://friend.example',
    'https://friend.example.evil.example',
  ])('that the shop does not name (%s) may change nothing and see nothing', async (origin) => {
    expect((await preflight(origin)).headers.has('access-control-allow-origin')).toBe(false);
    const answer = await post({ origin });
    expect([answer.status, answer.headers.has('access-control-allow-origin')]).toEqual([403, false]);
  });

  test('may not use another shop', async () => {
    const { shop: other } = await world.createCtx();
    const asked = await plain.ask(`/s/${other.slug}/api/v1/things`, {
      method: 'OPTIONS',
      headers: { origin: FRIEND, 'access-control-request-method': 'POST' },
    });
    expect(asked.headers.has('access-control-allow-origin')).toBe(false);
  });

  test.each(['*', 'https://*.example', 'https://shop.example/', 'shop.example', 'ftp://shop.example', 'https://shop.example/path', 'null'])(
    'cannot be named as %s',
    async (origin) => {
      const answer = await plain.ask('/api/v1/shop/origins', {
        method: 'PUT',
        body: JSON.stringify({ origins: [origin] }),
        headers: inShop({ authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' }),
      });
      expect(answer.status).toBe(422);
    },
  );
});

describe('what is read again', () => {
  test('has an ETag, and is 304 for whoever has it', async () => {
    const first = await plain.ask('/api/v1/client', { headers: inShop() });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toContain('cookie');
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await plain.ask('/api/v1/client', { headers: inShop({ 'if-none-match': tag }) });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await plain.ask('/api/v1/client', { headers: inShop({ 'if-none-match': '"other"' }) })).status).toBe(200);
  });

  test('is told anew when it changed, and a page always is', async () => {
    const first = await plain.ask('/api/v1/now', { headers: inShop() });
    const again = await plain.ask('/api/v1/now', { headers: inShop({ 'if-none-match': first.headers.get('etag') ?? '' }) });
    expect(again.status).toBe(200);
    expect((await plain.ask('/a-page')).headers.has('etag')).toBe(false);
  });
});

describe('a request', () => {
  const post = (body: string, type = 'application/json') =>
    plain.ask('/api/v1/things', { method: 'POST', body, headers: inShop({ 'content-type': type }) });
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  test('may be deep and wide within bounds', async () => {
    expect((await post(nested(32))).status).toBe(200);
    expect(await codeOf(await post(nested(33)))).toEqual([400, 'too_much_json']);
    expect(await codeOf(await post(nested(400_000)))).toEqual([400, 'too_much_json']);
    expect(await codeOf(await post(`[${'1,'.repeat(20_000)}1]`))).toEqual([400, 'too_much_json']);
    expect((await post(JSON.stringify({ text: '[{,'.repeat(30_000) }))).status).toBe(200);
  });

  test('must be of a kind that its route takes', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', '']) {
      expect(await codeOf(await post('{}', type)), type).toEqual([415, 'unsupported_content']);
    }
    expect((await post('{}', 'application/json; charset=utf-8')).status).toBe(200);
  });

  test('must be JSON where it says so', async () => {
    for (const body of ['{', '', '{"a":}', 'undefined', '\u0000'])
      expect(await codeOf(await post(body)), body).toEqual([400, 'malformed_request']);
  });

  test('has a query of bounded length', async () => {
    expect(await codeOf(await plain.ask(`/api/v1/client?q=${'x'.repeat(5_000)}`, { headers: inShop() }))).toEqual([414, 'query_too_long']);
  });
});

describe('headers that bind browsers', () => {
  test('forbid everything to data, and scripts to what people brought', async () => {
    const api = await plain.ask('/api/v1/client', { headers: inShop() });
    expect(api.headers.get('content-security-policy')).toBe(`default-src 'none'; frame-ancestors 'none'`);
    const file = await plain.ask(`/s/${shop.slug}/files/nothing.svg`);
    expect(file.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(file.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    for (const answer of [api, await plain.ask('/a-page')]) {
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.has('strict-transport-security')).toBe(false);
    }
    expect((await from(proxied, '127.0.0.1', '/')).headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  });
});

describe('ids', () => {
  const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const traceOf = async (headers: Record<string, string>) =>
    (await plain.ask('/livez', { headers })).headers.get('traceresponse')?.split('-').slice(0, 2).join('-');

  test('go on with the trace of the caller, and with nonsense begin one', async () => {
    expect(await traceOf({ traceparent: PARENT })).toBe('00-4bf92f3577b34da6a3ce929d0e0e4736');
    for (const odd of ['00-xyz-1-01', PARENT.toUpperCase(), `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`]) {
      expect(await traceOf({ traceparent: odd })).toMatch(/^00-(?!4bf9)[0-9a-f]{32}$/);
    }
  });

  test('make one trace of all that is done for a request', async () => {
    expect(await traceOf({ 'x-request-id': 'my-request-1' })).toBe(await traceOf({ 'x-request-id': 'my-request-1' }));
  });
});

describe('/metrics', () => {
  test('is for the operator and for the addresses that are named', async () => {
    const asOperator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    expect((await from(proxied, '203.0.113.5', '/metrics')).status).toBe(404);
    expect((await from(proxied, '127.0.0.1', '/metrics')).status).toBe(404);
    expect((await from(proxied, '10.9.9.9', '/metrics', { 'x-forwarded-for': '203.0.113.5' })).status).toBe(404);
    const answer = await from(proxied, '203.0.113.5', '/metrics', asOperator);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect((await from(plain, '127.0.0.1', '/metrics')).status).toBe(200);
  });

  test('tells of requests by the template of their route, and never by what was typed', async () => {
    await plain.ask('/api/v1/client', { headers: inShop() });
    await plain.ask('/api/v1/canary-path-1', { headers: inShop() });
    await plain.ask('/canary-path-2');
    const text = await (await from(plain, '127.0.0.1', '/metrics')).text();
    expect(text).toMatch(
      new RegExp(`bottega_http_requests_total\\{route="/api/v1/client",method="GET",status="200",shop="${shop.slug}"\\} \\d+`),
    );
    expect(text).not.toContain('canary-path');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });
});
