import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BottegaError, type RoomEnv, type RoomModule, type Shop } from '#platform';
import { OPERATOR_TOKEN, openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';
import type { WebContext } from './web-context.ts';

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });
const wish = z.object({ title: z.string().min(1, 'Give a title.'), count: z.int('A whole number.') });

/** A room that does what tests ask for. */
const room: RoomModule = {
  name: 'echo',
  routes(app: OpenAPIHono<RoomEnv>) {
    app.openapi(
      createRoute({ method: 'get', path: '/api/v1/who', responses: { 200: { description: 'Who asks where', ...json(z.any()) } } }),
      (c) => c.json({ shop: c.var.ctx.shop.slug, actor: c.var.ctx.actor, requestId: c.var.ctx.requestId }, 200),
    );
    app.openapi(
      createRoute({
        method: 'post',
        path: '/api/v1/wishes',
        request: { body: { required: true, ...json(wish) } },
        responses: { 201: { description: 'Kept', ...json(wish) } },
      }),
      (c) => c.json(c.req.valid('json'), 201),
    );
    const form = { required: true, content: { 'multipart/form-data': { schema: z.any() } } };
    app.openAPIRegistry.registerPath({ method: 'post', path: '/api/v1/uploads', request: { body: form }, responses: {} });
    app.post('/api/v1/uploads', (c) => c.body(null, 202));
    app.get('/api/v1/fails', () => {
      throw new Error('the reason is canary-913');
    });
    app.get('/api/v1/refuses', () => {
      throw new BottegaError('conflict', 'It was sold a moment ago.');
    });
  },
};

let world: TestWorld;
let http: TestApp;
let shop: Shop;
let seen: { request: Request; context: WebContext }[] = [];

beforeAll(async () => {
  world = await openTestWorld();
  ({ shop } = await world.createCtx());
  http = await openTestApp(world, {
    modules: [room],
    handle: async (request, context) => {
      seen.push({ request, context });
      return new Response(`<script nonce="${context.nonce}"></script>`, { headers: { 'content-type': 'text/html' } });
    },
  });
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

const inShop = (init: RequestInit = {}): RequestInit => ({ ...init, headers: { 'x-bottega-shop': shop.slug, ...init.headers } });
const post = (body: BodyInit, headers: Record<string, string> = {}): RequestInit =>
  inShop({ method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const page = async (address: string, init?: RequestInit) => {
  seen = [];
  const answer = await http.ask(address, init);
  return { answer, context: seen[0]?.context as WebContext, request: seen[0]?.request as Request };
};

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({ title: expect.any(String), status: answer.status, next: expect.any(String) });
  expect(problem.request_id).toBe(answer.headers.get('x-request-id'));
  return problem;
}

describe('errors', () => {
  test('a refusal has code, status, what was wrong and what to do', async () => {
    const answer = await http.ask('/api/v1/refuses', inShop());
    expect(await problemOf(answer)).toMatchObject({ status: 409, code: 'conflict', detail: 'It was sold a moment ago.' });
  });

  test('a failure of ours does not tell what went on inside', async () => {
    const answer = await http.ask('/api/v1/fails', inShop());
    expect(JSON.stringify(await problemOf(answer))).not.toContain('canary');
    expect(answer.status).toBe(500);
  });

  test('malformed JSON is 400', async () => {
    expect(await problemOf(await http.ask('/api/v1/wishes', post('{"title": ')))).toMatchObject({ status: 400, code: 'malformed_request' });
  });

  test('what the schema refuses is 422, with each field', async () => {
    const answer = await http.ask('/api/v1/wishes', post(JSON.stringify({ title: '', count: 1.5 })));
    expect(await problemOf(answer)).toMatchObject({
      status: 422,
      code: 'invalid_input',
      errors: [
        { path: 'title', message: 'Give a title.' },
        { path: 'count', message: 'A whole number.' },
      ],
    });
  });

  test.each(['/api/v1/nothing', '/api/nothing', '/api'])('%s is 404, with a shop and without', async (address) => {
    expect(await problemOf(await http.ask(address, inShop()))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await problemOf(await http.ask(address))).toMatchObject({ status: 404 });
  });

  test('a body over 1 MB is 413, with its length declared or not', async () => {
    const large = JSON.stringify({ title: 'x'.repeat(1024 * 1024), count: 1 });
    expect(await problemOf(await http.ask('/api/v1/wishes', post(large, { 'content-length': String(large.length) })))).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    });
    const stream = new Blob([large]).stream();
    const answer = await http.ask('/api/v1/wishes', { ...post(stream), duplex: 'half' } as RequestInit);
    expect(await problemOf(answer)).toMatchObject({ status: 413 });
  });

  test('an upload may be as large as eight photos, and is refused beyond by its declared length', async () => {
    const upload = (length: number) =>
      http.ask('/api/v1/uploads', post('', { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(length) }));
    expect((await upload(300 * 1024 * 1024)).status).toBe(202);
    expect(await problemOf(await upload(400 * 1024 * 1024))).toMatchObject({ status: 413 });
    const elsewhere = post('', { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(300 * 1024 * 1024) });
    expect(await problemOf(await http.ask('/api/v1/nothing', elsewhere))).toMatchObject({ status: 413 });
  });

  test('a method that nobody serves is 405', async () => {
    expect(await problemOf(await http.ask('/api/v1/who', inShop({ method: 'PROPFIND' })))).toMatchObject({ status: 405 });
  });
});

describe('the id of a request', () => {
  test('is new each time, and the same in answer and ctx', async () => {
    const answers = [await http.ask('/api/v1/who', inShop()), await http.ask('/api/v1/who', inShop())];
    const ids = answers.map((answer) => answer.headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(2);
    expect(await answers[0]?.json()).toMatchObject({ requestId: ids[0] });
  });

  test('may be brought; an odd one is replaced', async () => {
    const withId = async (id: string) => (await http.ask('/livez', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await withId('trace-0123456789')).toBe('trace-0123456789');
    for (const odd of ['short', 'x'.repeat(65), 'has space in it', '<script>alert(1)</script>']) expect(await withId(odd)).not.toBe(odd);
  });

  test('reaches the page', async () => {
    const { answer, request } = await page(`/s/${shop.slug}/`);
    expect(request.headers.get('x-request-id')).toBe(answer.headers.get('x-request-id'));
  });
});

describe('security headers', () => {
  test('stand on pages, API, errors and health', async () => {
    for (const address of ['/admin', '/api/v1/who', '/api/v1/fails', '/livez', '/files/x']) {
      const { headers } = await http.ask(address);
      expect(headers.get('content-security-policy'), address).toContain(`frame-ancestors 'none'`);
      expect(headers.get('x-content-type-options'), address).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy'), address).toBe('same-origin');
      expect(headers.get('permissions-policy'), address).toContain('camera=()');
    }
  });

  test('carry a nonce that the page knows, another for each request', async () => {
    const nonces = [];
    for (let n = 0; n < 3; n++) {
      const { answer, context } = await page('/admin');
      expect(answer.headers.get('content-security-policy')).toContain(`script-src 'self' 'nonce-${context.nonce}'`);
      nonces.push(context.nonce);
    }
    expect(new Set(nonces).size).toBe(3);
  });
});

describe('which shop', () => {
  const shopOf = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await http.ask(address, { headers });
    return answer.ok ? ((await answer.json()) as { shop: string }).shop : ((await answer.json()) as { code: string }).code;
  };

  test('is named by header, by path or by host', async () => {
    expect(await shopOf('/api/v1/who', { 'x-bottega-shop': shop.slug })).toBe(shop.slug);
    expect(await shopOf(`/s/${shop.slug}/api/v1/who`)).toBe(shop.slug);
    expect(await shopOf(`http://${shop.slug}.localhost:4600/api/v1/who`)).toBe(shop.slug);
    expect(await shopOf(`http://${shop.slug}.localhost:4600/s/${shop.slug}/api/v1/who`)).toBe(shop.slug);
  });

  test('is refused when two are named, none, or one that is not there', async () => {
    expect(await shopOf(`/s/${shop.slug}/api/v1/who`, { 'x-bottega-shop': 'other' })).toBe('malformed_request');
    expect(await shopOf(`http://other.localhost:4600/s/${shop.slug}/api/v1/who`)).toBe('malformed_request');
    expect(await shopOf('/api/v1/who')).toBe('shop_not_named');
    expect(await shopOf('/api/v1/who', { 'x-bottega-shop': 'nowhere' })).toBe('shop_not_found');
    expect(await shopOf('/api/v1/who', { 'x-bottega-shop': `' or 1=1 --` })).toBe('shop_not_found');
  });
});

describe('who asks', () => {
  const actorOf = async (headers: Record<string, string>, where = shop) => {
    const answer = await http.ask('/api/v1/who', { headers: { 'x-bottega-shop': where.slug, ...headers } });
    return ((await answer.json()) as { actor: Record<string, unknown> }).actor;
  };

  test('is a guest, a member in their role, a guest in a shop of others, or the operator', async () => {
    const { shop: other } = await world.createCtx();
    const cookie = await http.signInAs([{ shop, role: 'viewer' }]);
    expect(await actorOf({})).toEqual({ type: 'guest' });
    expect(await actorOf({ cookie })).toMatchObject({ type: 'staff', role: 'viewer' });
    expect(await actorOf({ cookie }, other)).toEqual({ type: 'guest' });
    expect(await actorOf({ authorization: `Bearer ${OPERATOR_TOKEN}` })).toEqual({ type: 'system', name: 'operator' });
  });

  test('is nobody with a wrong token', async () => {
    for (const authorization of ['Bearer wrong', `Bearer ${OPERATOR_TOKEN}x`, 'Bearer ', 'Basic YTpi']) {
      const answer = await http.ask('/api/v1/who', inShop({ headers: { authorization } }));
      expect(await problemOf(answer)).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
  });
});

describe('a change that another site asks for', () => {
  const change = async (headers: Record<string, string>) =>
    (await http.ask('/api/v1/wishes', post('{"title":"a","count":1}', headers))).status;

  test('is refused by what the browser says of its origin', async () => {
    expect(await change({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await change({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await change({ origin: 'https://evil.example' })).toBe(403);
    expect(await change({ origin: 'null' })).toBe(403);
    expect(await change({ origin: 'http://localhost:4600.evil.example' })).toBe(403);
  });

  test('is taken from our own pages, and from programs', async () => {
    expect(await change({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:4600' })).toBe(201);
    expect(await change({ origin: 'http://localhost:4600' })).toBe(201);
    expect(await change({})).toBe(201);
  });
});

describe('pages', () => {
  test('know their shop and where they stand', async () => {
    const byPath = (await page(`/s/${shop.slug}/p/bowl`)).context;
    expect(byPath).toMatchObject({
      shopBase: `/s/${shop.slug}`,
      shopUrl: `http://localhost:4600/s/${shop.slug}/`,
      adminUrl: 'http://localhost:4600/admin',
    });
    expect(byPath.ctx).toMatchObject({ shop: { id: shop.id }, actor: { type: 'guest' } });
    const byHost = (await page(`http://${shop.slug}.localhost:4600/p/bowl`)).context;
    expect(byHost).toMatchObject({ shopBase: '', shopUrl: `http://${shop.slug}.localhost:4600/` });
    expect(byHost.ctx?.shop.id).toBe(shop.id);
  });

  test('have no ctx where no shop is named, or one that is not there', async () => {
    for (const address of ['/', '/admin', '/admin/sign-in', '/s/nowhere/']) expect((await page(address)).context.ctx, address).toBeNull();
  });

  test('of the admin have a ctx for members of that shop only, in their role; their data too', async () => {
    const { shop: other } = await world.createCtx();
    const cookie = await http.signInAs([{ shop, role: 'operator' }]);
    for (const path of [`/admin/${shop.slug}`, `/admin/${shop.slug}/launches`, `/admin/${shop.slug}.data`]) {
      expect((await page(path, { headers: { cookie } })).context.ctx?.actor).toMatchObject({ type: 'staff', role: 'operator' });
      expect((await page(path)).context).toMatchObject({ ctx: null, staff: null });
    }
    const { context } = await page(`/admin/${other.slug}`, { headers: { cookie } });
    expect(context.ctx).toBeNull();
    expect(context.staff?.shops).toEqual([{ slug: shop.slug, name: shop.name, role: 'operator' }]);
  });

  test('are answered with a plain page when what comes before them fails', async () => {
    const answer = await http.ask('/s/a/', { headers: { accept: 'text/html', 'x-bottega-shop': 'b<script>' } });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('The request could not be read');
    expect(text).not.toContain('b<script>');
  });
});

describe('the sign-in link', () => {
  test('leads into the admin once, then to a new one', async () => {
    const staff = await http.auth.createStaff({ name: 'Lea', email: 'lea@example.com' });
    const link = await http.auth.createSignInLink(staff);
    for (const init of [{ method: 'HEAD' }, { headers: { 'sec-purpose': 'prefetch;prerender' } }]) {
      const answer = await http.ask(link, init);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([503, []]);
    }
    const first = await http.ask(link);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/admin']);
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] as string;
    expect((await page('/admin', { headers: { cookie } })).context.staff).toMatchObject({ name: 'Lea', shops: [] });
    const second = await http.ask(link);
    expect([second.status, second.headers.get('location')]).toEqual([303, '/admin/sign-in?expired=1']);
    expect(second.headers.getSetCookie()).toEqual([]);
  });
});

describe('the description of the API', () => {
  test('is OpenAPI 3.1 with every route of every room', async () => {
    const answer = await http.ask('/api/v1/openapi.json');
    const document = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(['/api/v1/who', '/api/v1/wishes', '/api/v1/uploads']);
  });

  test('has a reference page whose script is ours', async () => {
    const answer = await http.ask('/api/docs');
    const text = await answer.text();
    expect(text).not.toMatch(/https?:\/\//);
    expect(answer.headers.get('content-security-policy')).toContain(`script-src 'self' 'nonce-`);
    const script = await http.ask('/api/docs/reference.js');
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await script.text()).length).toBeGreaterThan(1_000_000);
  });
});

test('livez and readyz answer', async () => {
  expect(await (await http.ask('/livez')).json()).toEqual({ status: 'live', pid: process.pid });
  const ready = await http.ask('/readyz');
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
});
