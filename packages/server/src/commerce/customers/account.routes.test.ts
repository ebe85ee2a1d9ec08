import type { Mail, MailProvider } from '@bottega/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, newId, resumeShop, storeFile, suspendShop } from '#platform';
import { cookieOf, openTestApp, type TestApp } from '../../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { module } from '../module.ts';
import { ADDRESS, fillCart, manualPayment, openShop, sellBowl } from '../testing/market.ts';

const ACCOUNT = '/api/v1/customer-account';

let world: TestWorld;
let http: TestApp;
let owner: Ctx;
let guest: Ctx;
let neighbour: Ctx;
/** Who the pages were last asked by, as they see it. */
let seen: { actor: unknown; hasCtx: boolean };
const mails: Mail[] = [];
let people = 0;

beforeAll(async () => {
  const post: MailProvider = {
    ...{ id: 'test-post', kind: 'mail', label: 'Post', offline: true },
    send: async (mail) => {
      mails.push(mail);
      return { id: mail.id ?? 'sent' };
    },
  };
  world = await openTestWorld([manualPayment, post]);
  http = await openTestApp(world, {
    modules: [module],
    handle: async (_, { ctx }) => {
      seen = { actor: ctx?.actor, hasCtx: ctx !== null };
      return new Response('a page');
    },
  });
  ({ owner, guest } = await openShop(world));
  ({ guest: neighbour } = await openShop(world));
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

type Asked = { readonly method?: string; readonly body?: unknown; readonly headers?: Record<string, string>; readonly shop?: Ctx };

async function ask(path: string, { method = 'GET', body, headers = {}, shop = guest }: Asked = {}) {
  const answer = await http.ask(path, {
    method,
    headers: { 'x-bottega-shop': shop.shop.slug, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came over the wire.
  return { status: answer.status, headers: answer.headers, body: (text.startsWith('{') ? JSON.parse(text) : text) as any };
}

async function codeFor(email: string): Promise<string> {
  mails.length = 0;
  expect((await ask(`${ACCOUNT}/code`, { method: 'POST', body: { email } })).status).toBe(202);
  await expect.poll(() => mails.length).toBeGreaterThan(0);
  return /\d{6}/.exec(mails[0]?.subject ?? '')?.[0] as string;
}

async function signIn(more: object = {}) {
  const email = `shopper-${++people}@example.com`;
  const answer = await ask(`${ACCOUNT}/sign-ins`, { method: 'POST', body: { email, code: await codeFor(email), ...more } });
  expect(answer.status).toBe(201);
  return { email, ...answer, bearer: { authorization: `Bearer ${answer.body.token}` }, cookie: { cookie: cookieOf(answer.headers) } };
}

test('a program comes in with a token, and does what a customer does', async () => {
  const { variantId } = await sellBowl(owner, { stock: 9 });
  const { id: cart } = await fillCart(guest, [{ variantId, quantity: 2 }]);
  const { body, bearer: headers, headers: answered, email } = await signIn({ cart });
  expect(body).toMatchObject({ token: expect.stringMatching(/^customer_[\w-]{43}$/), customer: { email }, cartId: cart });
  expect(answered.getSetCookie()).toEqual([]);
  expect(answered.get('cache-control')).toBe('no-store');
  expect((await ask(ACCOUNT, { headers })).body).toMatchObject({ email });
  expect((await ask(ACCOUNT, { method: 'PATCH', body: { name: 'Ada' }, headers })).body).toMatchObject({ name: 'Ada' });
  const address = await ask(`${ACCOUNT}/addresses`, { method: 'POST', body: { address: ADDRESS }, headers });
  expect(address).toMatchObject({ status: 201, body: { forShipping: true } });
  expect((await ask(`${ACCOUNT}/addresses`, { headers })).body.items).toHaveLength(1);
  const placed = await ask(`/api/v1/carts/${cart}/order`, { method: 'POST', body: {}, headers });
  expect(placed.status).toBe(200);
  const { items } = (await ask(`${ACCOUNT}/orders`, { headers })).body;
  expect(items).toMatchObject([{ code: placed.body.code, count: 2 }]);
  expect((await ask(`${ACCOUNT}/orders/${items[0].id}`, { headers })).body.code).toBe(placed.body.code);
  expect((await ask(`${ACCOUNT}/cart`, { method: 'POST', body: {}, headers })).body).toEqual({ cart: null });
  const taken = await ask(`${ACCOUNT}/export`, { headers });
  expect(taken.headers.get('content-disposition')).toContain('attachment');
  expect(taken.body).toMatchObject({ profile: { email }, orders: [{ code: placed.body.code }] });
  const erasing = await ask(`${ACCOUNT}/erase`, { method: 'POST', body: { proof: await codeFor(email) }, headers });
  expect(erasing).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await ask(`${ACCOUNT}/sign-out`, { method: 'POST', headers })).status).toBe(204);
  expect(await ask(ACCOUNT, { headers })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

test('a browser comes in with a cookie that scripts cannot read, and takes no token home', async () => {
  const { body, headers, cookie } = await signIn({ cookie: true });
  expect(body.token).toBeNull();
  const [line] = headers.getSetCookie();
  expect(line).toMatch(
    new RegExp(`^bottega_customer_${guest.shop.id}=customer_[\\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax$`),
  );
  expect((await ask(ACCOUNT, { headers: cookie })).status).toBe(200);
  const out = await ask(`${ACCOUNT}/sign-out`, { method: 'POST', headers: cookie });
  expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
  expect((await ask(ACCOUNT, { headers: cookie })).status).toBe(401);
});

test('what is wrong is refused in one way, and a page of another site changes nothing', async () => {
  const email = `shopper-${++people}@example.com`;
  const refused = await ask(`${ACCOUNT}/sign-ins`, { method: 'POST', body: { email, code: '000000' } });
  expect(refused).toMatchObject({ status: 401, body: { code: 'unauthenticated', detail: expect.stringContaining('is not right') } });
  const unknown = await ask(`${ACCOUNT}/sign-ins`, { method: 'POST', body: { email, code: '000000', admin: true } });
  expect(unknown).toMatchObject({ status: 422 });
  const { cookie } = await signIn({ cookie: true });
  const foreign = { ...cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await ask(ACCOUNT, { method: 'PATCH', body: { name: 'Eve' }, headers: foreign })).status).toBe(403);
  expect((await ask(ACCOUNT, { headers: cookie })).body.name).toBe('');
});

test('a key of idempotency is not answered with somebody’s cookie a second time', async () => {
  const email = `shopper-${++people}@example.com`;
  const body = { email, code: await codeFor(email), cookie: true };
  const headers = { 'idempotency-key': newId() };
  const first = await ask(`${ACCOUNT}/sign-ins`, { method: 'POST', body, headers });
  expect([first.status, first.headers.getSetCookie().length]).toEqual([201, 1]);
  const second = await ask(`${ACCOUNT}/sign-ins`, { method: 'POST', body, headers });
  expect([second.status, second.headers.getSetCookie()]).toEqual([409, []]);
});

describe('in another shop', () => {
  test('a token is refused, and a cookie is nobody’s', async () => {
    const { bearer, body } = await signIn();
    for (const path of [ACCOUNT, '/api/v1/products', `${ACCOUNT}/orders`]) {
      expect((await ask(path, { headers: bearer, shop: neighbour })).status).toBe(401);
    }
    for (const id of [guest.shop.id, neighbour.shop.id]) {
      const headers = { cookie: `bottega_customer_${id}=${body.token}` };
      expect((await ask(ACCOUNT, { headers, shop: neighbour })).status).toBe(401);
      expect((await ask('/api/v1/products', { headers, shop: neighbour })).status).toBe(200);
    }
  });

  test('an address or an order of somebody else is not there either', async () => {
    const [ada, eve] = [await signIn(), await signIn()];
    const { body } = await ask(`${ACCOUNT}/addresses`, { method: 'POST', body: { address: ADDRESS }, headers: ada.bearer });
    const change = { method: 'PATCH', body: { forShipping: true } };
    expect((await ask(`${ACCOUNT}/addresses/${body.id}`, { ...change, headers: eve.bearer })).status).toBe(404);
    expect((await ask(`${ACCOUNT}/addresses/${body.id}`, { ...change, headers: ada.bearer })).status).toBe(200);
    expect((await ask(`${ACCOUNT}/addresses/${body.id}`, { method: 'DELETE', headers: eve.bearer })).status).toBe(404);
  });
});

describe('a customer', () => {
  test('may nothing of the staff, sees no file of theirs and no admin', async () => {
    const { bearer, cookie } = await signIn({ cookie: true }).then(async (browser) => ({ ...(await signIn()), cookie: browser.cookie }));
    for (const path of ['/api/v1/orders', '/api/v1/customers', '/api/v1/customer-groups']) {
      expect((await ask(path, { headers: bearer })).status).toBe(403);
    }
    const file = await storeFile(owner, { path: import.meta.filename, extension: 'vtt', audience: 'staff' });
    expect((await ask(`/files/${file.id}.vtt`, { headers: cookie })).status).toBe(404);
    await ask(`/admin/${guest.shop.slug}`, { headers: { ...cookie, 'x-bottega-shop': '' } });
    expect(seen.hasCtx).toBe(false);
  });

  test('who is of the staff too is a customer on the shop’s pages, and staff elsewhere', async () => {
    const { cookie, body } = await signIn({ cookie: true });
    const staff = await http.signInAs([{ shop: guest.shop, role: 'owner' }]);
    const both = { cookie: `${staff}; ${cookie.cookie}` };
    await ask('/basket', { headers: both });
    expect(seen.actor).toEqual({ type: 'customer', id: body.customer.id, email: body.customer.email });
    await ask('/basket', { headers: { cookie: staff } });
    expect(seen.actor).toMatchObject({ type: 'staff' });
    expect((await ask('/api/v1/customers', { headers: both })).status).toBe(200);
  });

  test('whose shop is suspended is told so, as everybody', async () => {
    const { bearer } = await signIn();
    const operator: Ctx = { ...owner, actor: { type: 'system', name: 'operator' } };
    await suspendShop(operator, { reason: 'The rent is open.' });
    await expect.poll(async () => (await ask(ACCOUNT, { headers: bearer })).body.code, { timeout: 5_000 }).toBe('shop_suspended');
    await resumeShop(operator);
    await expect.poll(async () => (await ask(ACCOUNT, { headers: bearer })).status, { timeout: 5_000 }).toBe(200);
  });
});
