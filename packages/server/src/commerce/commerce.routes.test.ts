import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, ERRORS, type RoomEnv, toBottegaError, toProblemJson } from '#platform';
import { collectRoutes } from '../http/room-routes.ts';
import { module as insights } from '../insights/module.ts';
import { module as commerce } from './module.ts';
import { ADDRESS, bowl, type Market, openMarket } from './testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

const api = collectRoutes([commerce, insights]).ofShop;

/** The rooms' routes as the program mounts them, asked by one actor. */
function appFor(ctx: Ctx) {
  const app = new Hono<RoomEnv>();
  app.use(async (c, next) => {
    c.set('ctx', ctx);
    await next();
  });
  app.onError((cause, c) => {
    const error = toBottegaError(cause);
    return c.json(toProblemJson(error, ctx.requestId), ERRORS[error.code].status as 500);
  });
  return app.route('/', api);
}

async function ask(ctx: Ctx, method: string, path: string, body?: unknown) {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await appFor(ctx).request(`/api/v1${path}`, { method, ...init });
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came over the wire.
  return { status: response.status, body: (await response.json()) as any };
}

test('a bowl is made, bought, paid and sent over HTTP', async () => {
  const { owner, guest } = market;
  const made = await ask(owner, 'POST', '/products', bowl());
  expect(made).toMatchObject({ status: 201, body: { status: 'draft' } });
  const { id, variants } = made.body;
  expect((await ask(guest, 'GET', `/products/${id}`)).status).toBe(404);
  expect((await ask(owner, 'PATCH', `/products/${id}`, { stock: 3 })).body.stock).toBe(3);
  expect((await ask(owner, 'POST', `/products/${id}/publish`)).body.status).toBe('on_sale');
  expect((await ask(guest, 'GET', '/products?limit=1&category=tableware')).body.items).toMatchObject([{ id }]);

  const { body: cart } = await ask(guest, 'POST', '/carts');
  const variantId = variants[0].id;
  expect((await ask(guest, 'POST', `/carts/${cart.id}/lines`, { variantId, quantity: 1 })).body.count).toBe(1);
  expect((await ask(guest, 'PUT', `/carts/${cart.id}/lines/${variantId}`, { quantity: 2 })).body.count).toBe(2);
  expect((await ask(guest, 'POST', `/carts/${cart.id}/order`)).status).toBe(422);
  const details = await ask(guest, 'PUT', `/carts/${cart.id}/details`, { email: 'ada@example.com', address: ADDRESS });
  expect(details.body.total).toEqual({ amount: 10_490, currency: 'EUR' });
  const { body: order } = await ask(guest, 'POST', `/carts/${cart.id}/order`);
  expect((await ask(guest, 'POST', `/carts/${cart.id}/order`)).body.code).toBe(order.code);
  expect((await ask(guest, 'GET', `/carts/${cart.id}`)).body.state).toBe('completed');

  expect((await ask(guest, 'GET', `/orders/${order.id}`)).status).toBe(401);
  expect((await ask(owner, 'GET', '/orders?state=placed')).body.items).toMatchObject([{ id: order.id, count: 2 }]);
  expect((await ask(owner, 'POST', `/orders/${order.id}/fulfil`)).status).toBe(409);
  expect((await ask(owner, 'POST', `/orders/${order.id}/paid`)).body.paymentState).toBe('paid');
  expect((await ask(owner, 'POST', `/orders/${order.id}/fulfil`)).body).toMatchObject({ state: 'completed', fulfilmentState: 'whole' });
  expect((await ask(owner, 'POST', `/orders/${order.id}/cancel`)).status).toBe(409);
  expect((await ask(owner, 'POST', `/products/${id}/withdraw`)).body.status).toBe('archived');
  expect((await ask(owner, 'GET', '/insights/sales?days=7')).body).toMatchObject({ orders: 1, top: [{ productId: id, units: 2 }] });
});

test('refusals are problems that name the field', async () => {
  const { owner, guest } = market;
  const { body: product } = await ask(owner, 'POST', '/products', bowl({ title: 'Refused', stock: 1 }));
  await ask(owner, 'POST', `/products/${product.id}/publish`);
  const { body: cart } = await ask(guest, 'POST', '/carts');
  const line = { variantId: product.variants[0].id, quantity: 2 };
  expect(await ask(guest, 'POST', `/carts/${cart.id}/lines`, line)).toMatchObject({
    status: 409,
    body: {
      code: 'conflict',
      errors: [{ path: 'quantity', message: expect.stringContaining('Available: 1.') }],
      request_id: guest.requestId,
    },
  });
  const details = { email: 'ada@example.com', address: { ...ADDRESS, country: 'KE' } };
  expect(await ask(guest, 'PUT', `/carts/${cart.id}/details`, details)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'address.country' }] },
  });
  expect((await ask(guest, 'POST', '/products', bowl())).status).toBe(401);
  expect(await ask(owner, 'POST', '/products', bowl({ price: { amount: -1, currency: 'EUR' } }))).toMatchObject({
    status: 422,
    body: { code: 'invalid_input', errors: [{ path: 'price', message: 'A price cannot be negative.' }] },
  });
  expect(await ask(owner, 'POST', '/products', bowl({ price: { amount: 1, currency: 'EUX' } }))).toMatchObject({
    status: 422,
    body: { code: 'unknown_currency' },
  });
  expect((await ask(owner, 'GET', '/products/nonsense')).status).toBe(404);
});

test('every route is described in OpenAPI 3.1', () => {
  const document = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Bottega', version: '0' } });
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThanOrEqual(30);
  for (const operation of operations) {
    expect(operation).toMatchObject({ summary: expect.any(String), description: expect.any(String), tags: [expect.any(String)] });
  }
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(
    expect.arrayContaining(['Address', 'Cart', 'Money', 'NewProduct', 'Order', 'Picture', 'Problem', 'Product', 'SalesSummary']),
  );
});
