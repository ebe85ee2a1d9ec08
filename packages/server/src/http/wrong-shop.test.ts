import { globSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, newId, type RoomModule, type Shop, storeFile } from '#platform';
import { ADDRESS, bowl, fillCart, manualPayment, openShop, sellBowl } from '../commerce/testing/market.ts';
import { placeOrder } from '../commerce/index.ts';
import { openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';

// Every route of every room is asked for things of another shop. The routes come from the rooms themselves, so that a new one is asked
// too; one that the tables below know no ids or body for fails the first test.

const SOURCE = path.join(import.meta.dirname, '..');
const CANARY = 'canary-5b1e';

/** What a shop has of each kind that an address or a body can name. */
type Ids = Readonly<Record<'product' | 'variant' | 'cart' | 'order' | 'launch', string>>;
type IdName = keyof Ids;

/** The kind that a parameter of a path names, by the segment before it. */
const PARAMETERS: Readonly<Record<string, IdName>> = {
  'products/{id}': 'product',
  'carts/{id}': 'cart',
  'lines/{variantId}': 'variant',
  'orders/{id}': 'order',
  'launches/{id}': 'launch',
};

type Body = { readonly uses: readonly IdName[]; readonly make: (ids: Ids) => BodyInit; readonly type?: string };
const json = (value: unknown): BodyInit => JSON.stringify(value);

/** A body that each route would take, and the ids in it. */
const BODIES: Readonly<Record<string, Body>> = {
  'post /api/v1/products': { uses: [], make: () => json(bowl()) },
  'patch /api/v1/products/{id}': { uses: [], make: () => json({ title: 'Stolen' }) },
  'post /api/v1/carts/{id}/lines': { uses: ['variant'], make: ({ variant }) => json({ variantId: variant, quantity: 1 }) },
  'put /api/v1/carts/{id}/lines/{variantId}': { uses: [], make: () => json({ quantity: 1 }) },
  'put /api/v1/carts/{id}/details': { uses: [], make: () => json({ email: 'eve@example.com', address: ADDRESS }) },
  'post /api/v1/launches': { uses: [], make: () => '--x--\r\n', type: 'multipart/form-data; boundary=x' },
};

type Route = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly string[];
  readonly hasBody: boolean;
};
type Place = { readonly ctx: Ctx; readonly shop: Shop; readonly ids: Ids; readonly owner: string };

let world: TestWorld;
let http: TestApp;
let routes: Route[];
let ours: Place;
let theirs: Place;

beforeAll(async () => {
  world = await openTestWorld([manualPayment]);
  const files = globSync('*/module.ts', { cwd: SOURCE });
  const modules = await Promise.all(
    files.map(async (file) => ((await import(/* @vite-ignore */ path.join(SOURCE, file))) as { module: RoomModule }).module),
  );
  http = await openTestApp(world, { modules });
  routes = await readRoutes();
  ours = await openPlace(CANARY);
  theirs = await openPlace('Another');
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

async function openPlace(title: string): Promise<Place> {
  const { owner, guest } = await openShop(world);
  const product = await sellBowl(owner, { title, description: title, stock: 50 });
  const lines = [{ variantId: product.variantId, quantity: 1 }];
  const placed = await placeOrder(guest, { cartId: (await fillCart(guest, lines)).id });
  if (placed.state !== 'placed') throw new Error(placed.reason);
  const ids = {
    product: product.id,
    variant: product.variantId,
    cart: (await fillCart(guest, lines)).id,
    order: placed.order.id,
    launch: newId(),
  };
  await owner.db
    .insertInto('launch')
    .values({
      ...{ shop_id: owner.shop.id, id: ids.launch, status: 'completed', name: title, notes: title, price: 4800, currency: 'EUR' },
      ...{ category: 'tableware', languages: ['en'], seconds: 8, stock: 1, seed: 1, product_id: ids.product, product_slug: product.slug },
    })
    .execute();
  return { ctx: owner, shop: owner.shop, ids, owner: await http.signInAs([{ shop: owner.shop, role: 'owner' }]) };
}

type Document = { readonly paths: Record<string, Record<string, { readonly requestBody?: unknown }>> };

async function readRoutes(): Promise<Route[]> {
  const { paths } = (await (await http.ask('/api/v1/openapi.json')).json()) as Document;
  return Object.entries(paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      name: `${method} ${address}`,
      method,
      path: address,
      parameters: [...address.matchAll(/[^/]+\/\{\w+\}/g)].map(([segment]) => segment),
      hasBody: requestBody !== undefined,
    })),
  );
}

/** Asks a route of a shop, with these ids wherever it names one. */
function ask(route: Route, shop: Shop, ids: Ids, cookie?: string): Promise<Response> {
  const body = BODIES[route.name];
  const address = route.path.replaceAll(
    /([^/]+)\/(\{\w+\})/g,
    (whole, segment: string) => `${segment}/${ids[PARAMETERS[whole] as IdName]}`,
  );
  const headers: Record<string, string> = { 'x-bottega-shop': shop.slug, ...(cookie ? { cookie } : {}) };
  if (!body) return http.ask(address, { method: route.method.toUpperCase(), headers });
  headers['content-type'] = body.type ?? 'application/json';
  return http.ask(address, { method: route.method.toUpperCase(), headers, body: body.make(ids) });
}

/** Streams of events do not end by themselves: their status is enough. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  await answer.body?.cancel();
  return '';
}

const idsOf = (route: Route): IdName[] => [
  ...route.parameters.map((parameter) => PARAMETERS[parameter] as IdName),
  ...(BODIES[route.name]?.uses ?? []),
];

/** A fingerprint of everything a shop has. */
async function fingerprint({ ctx }: Place): Promise<Record<string, string>> {
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`.execute(ctx.db);
  const prints: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: found } = await sql<{
      print: string;
    }>`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${sql.table(name)} t`.execute(ctx.db);
    prints[name] = found[0]?.print ?? '';
  }
  return prints;
}

test('there is an id for each parameter, and a body for each route that takes one', () => {
  expect(routes.length).toBeGreaterThanOrEqual(15);
  expect(routes.flatMap(({ parameters }) => parameters).filter((parameter) => !(parameter in PARAMETERS))).toEqual([]);
  expect(routes.filter(({ name, hasBody }) => hasBody && !(name in BODIES)).map(({ name }) => name)).toEqual([]);
  expect(Object.keys(BODIES).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
});

describe('things of another shop', () => {
  test('are not there by any route: to a guest, to the owner of the other shop, in the address or in the body', async () => {
    const before = await fingerprint(ours);
    for (const route of routes) {
      for (const foreign of new Set(idsOf(route))) {
        for (const cookie of [undefined, theirs.owner]) {
          const answer = await ask(route, theirs.shop, { ...theirs.ids, [foreign]: ours.ids[foreign] }, cookie);
          const label = `${route.name} with a foreign ${foreign}, ${cookie ? 'as owner elsewhere' : 'as a guest'}: ${answer.status}`;
          const inPath = route.parameters.some((parameter) => PARAMETERS[parameter] === foreign);
          expect(inPath ? [401, 403, 404, 422] : [401, 403, 404, 409, 422], label).toContain(answer.status);
          expect(await textOf(answer), label).not.toContain(CANARY);
        }
      }
    }
    expect(await fingerprint(ours)).toEqual(before);
  });

  test('are no different for the owner of another shop than for a guest', async () => {
    for (const route of routes.filter(({ method }) => method === 'get')) {
      const [guest, stranger] = [await ask(route, ours.shop, ours.ids), await ask(route, ours.shop, ours.ids, theirs.owner)];
      expect(stranger.status, route.name).toBe(guest.status);
      expect(await textOf(stranger), route.name).toEqual(
        (await textOf(guest)).replace(/"request_id":"[^"]*"/, `"request_id":"${stranger.headers.get('x-request-id')}"`),
      );
    }
  });

  test('are not in the lists of the other shop', async () => {
    for (const route of routes.filter(({ method, parameters }) => method === 'get' && parameters.length === 0)) {
      const answer = await ask(route, theirs.shop, theirs.ids, theirs.owner);
      expect(answer.status, route.name).toBe(200);
      expect(await textOf(answer), route.name).not.toContain(CANARY);
    }
  });

  test('are not there by any name of the shop: header, path or host', async () => {
    const address = `/api/v1/products/${ours.ids.product}`;
    const asked = (shop: Shop) => [
      http.ask(address, { headers: { 'x-bottega-shop': shop.slug } }),
      http.ask(`/s/${shop.slug}${address}`),
      http.ask(`http://${shop.slug}.localhost:4600${address}`),
    ];
    expect((await Promise.all(asked(ours.shop))).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await Promise.all(asked(theirs.shop))).map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  test('are not there as files', async () => {
    const file = await storeFile(ours.ctx, { path: import.meta.filename, extension: 'vtt', audience: 'public' });
    expect((await http.ask(`/s/${ours.shop.slug}/files/${file.id}.vtt`)).status).toBe(200);
    expect((await http.ask(`/s/${theirs.shop.slug}/files/${file.id}.vtt`, { headers: { cookie: theirs.owner } })).status).toBe(404);
  });
});

test('the ids and bodies are good: the owner gets something for each', async () => {
  // What is withdrawn cannot be sold any more.
  const withdrawals = routes.filter(({ name }) => name.endsWith('/withdraw'));
  for (const route of [...routes.filter((other) => !withdrawals.includes(other)), ...withdrawals]) {
    const answer = await ask(route, ours.shop, ours.ids, ours.owner);
    const text = await textOf(answer);
    // A form without a photo is refused; an order may be past the step that is asked for.
    const expected = route.name === 'post /api/v1/launches' ? [422] : [200, 201, 202, 409];
    expect(expected, `${route.name}: ${answer.status} ${text}`).toContain(answer.status);
  }
});
