import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, ERRORS, prepareWorkflows, type RoomEnv, toBottegaError, toInputError, toProblemJson } from '#platform';
import { placeOrder } from '../index.ts';
import { workflows } from '../module.ts';
import { fillCart, type Market, openMarket, sellBowl } from '../testing/market.ts';
import { issueInvoices } from './issue-invoice.ts';
import { addOrderRoutes } from './orders.routes.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
  await prepareWorkflows(market.world.ground, workflows);
});
afterAll(() => market.world.close());

async function ask(ctx: Ctx, method: string, path: string, body?: unknown) {
  const app = new OpenAPIHono<RoomEnv>({
    defaultHook: (result) => {
      if (!result.success) throw toInputError(result.error);
    },
  });
  app.use(async (c, next) => {
    c.set('ctx', ctx);
    await next();
  });
  app.onError((cause, c) => {
    const error = toBottegaError(cause);
    return c.json(toProblemJson(error, ctx.requestId), ERRORS[error.code].status as 500);
  });
  addOrderRoutes(app);
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return app.request(`/api/v1/orders${path}`, { method, ...init });
}

async function askJson(ctx: Ctx, method: string, path: string, body?: unknown) {
  const response = await ask(ctx, method, path, body);
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came over the wire.
  return { status: response.status, body: (await response.json()) as any };
}

async function order(): Promise<string> {
  const { variantId } = await sellBowl(market.owner, { stock: 9 });
  const placed = await placeOrder(market.guest, { cartId: (await fillCart(market.guest, [{ variantId, quantity: 3 }])).id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  return placed.order.id;
}

test('an order goes over HTTP from its payment to its invoice, in parts and with a note', async () => {
  const { owner } = market;
  const id = await order();
  expect((await askJson(owner, 'POST', `/${id}/paid`)).body.actions).toContain('fulfil');
  const sent = await askJson(owner, 'POST', `/${id}/fulfil`, { lines: [{ position: 0, quantity: 1 }], tracking: { number: 'RR1' } });
  expect(sent).toMatchObject({ status: 200, body: { fulfilmentState: 'part', fulfilments: [{ trackingNumber: 'RR1', carrier: '' }] } });
  const reduced = await askJson(owner, 'POST', `/${id}/cancel-units`, { lines: [{ position: 0, quantity: 1 }] });
  expect(reduced).toMatchObject({ status: 200, body: { refunds: [{ amount: { amount: 4_800 } }] } });
  expect((await askJson(owner, 'POST', `/${id}/notes`, { note: 'Called.' })).body.history.at(-1)).toMatchObject({ note: 'Called.' });
  expect((await askJson(owner, 'POST', `/${id}/fulfil`)).body).toMatchObject({ state: 'completed' });
  expect((await askJson(owner, 'GET', `/${id}/invoice`)).status).toBe(404);
  await issueInvoices(owner, { orderId: id });
  const printed = await ask(owner, 'GET', `/${id}/invoice`);
  expect([printed.status, printed.headers.get('content-type'), printed.headers.get('cache-control')]).toEqual([
    200,
    'application/pdf',
    'private, no-store',
  ]);
  expect(
    Buffer.from(await printed.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await askJson(owner, 'GET', '?task=sent&search=ada')).body.items).toMatchObject([{ id }]);
});

test.each([
  ['fulfil', { lines: [{ position: 0, quantity: 0 }] }, 'lines.0.quantity'],
  ['fulfil', { lines: [{ position: 0, quantity: 1, price: 1 }] }, 'lines.0'],
  ['fulfil', { tracking: { url: 'ftp://x.example' } }, 'tracking.url'],
  ['fulfil', { everything: true }, ''],
  ['cancel', { reason: 'no such field' }, ''],
  ['cancel-units', {}, 'lines'],
  ['notes', { note: '' }, 'note'],
  ['notes', { note: 'x'.repeat(501) }, 'note'],
])('%s refuses %j and names what is wrong', async (route, body, path) => {
  const id = await order();
  const refused = await askJson(market.owner, 'POST', `/${id}/${route}`, body);
  expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_input', errors: [{ path }] } });
});

test('who may not, is told so; what is not there is not found', async () => {
  const { owner, guest } = market;
  const viewer = { ...owner, actor: { ...owner.actor, role: 'viewer' } as typeof owner.actor };
  const id = await order();
  const routes = [
    ['fulfil', {}],
    ['cancel', {}],
    ['cancel-units', { lines: [{ position: 0, quantity: 1 }] }],
    ['notes', { note: 'x' }],
  ] as const;
  for (const [route, body] of routes) {
    expect([route, (await ask(guest, 'POST', `/${id}/${route}`, body)).status]).toEqual([route, 401]);
    expect([route, (await ask(viewer, 'POST', `/${id}/${route}`, body)).status]).toEqual([route, 403]);
    expect([route, (await ask(owner, 'POST', `/nowhere/${route}`, body)).status]).toEqual([route, 404]);
  }
  expect((await ask(guest, 'GET', `/${id}/invoice`)).status).toBe(401);
  expect((await ask(viewer, 'GET', '?task=nothing')).status).toBe(422);
});
