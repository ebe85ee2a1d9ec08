import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BottegaError, type Ctx, inTransaction, ofAttempt, purgeKeys, type RoomModule } from '#platform';
import { bowl, fillCart, manualPayment, openShop, sellBowl } from '../commerce/testing/market.ts';
import { module as commerceModule } from '../commerce/module.ts';
import { OPERATOR_TOKEN, openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';

let ran = 0;

/** Routes that go wrong in the ways that a key must survive. */
const room: RoomModule = {
  name: 'moody',
  routes(app) {
    app.post('/api/v1/fails', () => {
      ran++;
      throw new Error('broken inside');
    });
    app.post('/api/v1/refuses', () => {
      ran++;
      throw new BottegaError('conflict', 'It was sold a moment ago.');
    });
    app.post('/api/v1/writes', async (c) => {
      ran++;
      await inTransaction(c.var.ctx, async () => undefined);
      if (c.req.query('then') === 'dies') await new Promise<never>(() => undefined);
      return c.json({ ran });
    });
  },
};

let world: TestWorld;
let http: TestApp;
let owner: Ctx;
let guest: Ctx;

beforeAll(async () => {
  world = await openTestWorld([manualPayment]);
  http = await openTestApp(world, { modules: [commerceModule, room] });
});
beforeEach(async () => {
  ({ owner, guest } = await openShop(world));
  ran = 0;
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

type Asked = { readonly key: string; readonly body?: unknown; readonly asGuest?: boolean; readonly shop?: Ctx };

const post = (address: string, { key, body, asGuest, shop = owner }: Asked): Promise<Response> =>
  http.ask(address, {
    method: 'POST',
    body: body === undefined ? null : JSON.stringify(body),
    headers: {
      ...{ 'x-bottega-shop': shop.shop.slug, 'idempotency-key': key },
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(asGuest ? {} : { authorization: `Bearer ${OPERATOR_TOKEN}` }),
    },
  });

const codeOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { code?: string }).code;

/** Experiment 5: the same key, fifty times at once. Whoever comes too early asks again, as Retry-After says it may. */
async function askFiftyTimes(address: string, asked: Asked) {
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(address, asked)));
  const done = answers.filter(({ status }) => status < 300);
  return {
    first: done.filter(({ headers }) => !headers.has('idempotency-replayed')),
    replayed: done.filter(({ headers }) => headers.has('idempotency-replayed')),
    busy: answers.filter(({ status }) => status === 409),
  };
}

describe('fifty times the same at once', () => {
  test('makes one product; the rest are told the same, or that it is being made', async () => {
    const key = randomUUID();
    const { first, replayed, busy } = await askFiftyTimes('/api/v1/products', { key, body: bowl({ title: 'Once' }) });
    expect([first.length, first.length + replayed.length + busy.length]).toEqual([1, 50]);
    for (const answer of busy) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const made = await first[0]!.text();
    for (const answer of replayed) expect(await answer.text()).toBe(made);
    const again = await post('/api/v1/products', { key, body: bowl({ title: 'Once' }) });
    expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([201, 'true', made]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from product where shop_id = ${owner.shop.id}`.execute(owner.db);
    expect(rows[0]?.n).toBe(1);
  });

  test('places one order, as a guest', async () => {
    const product = await sellBowl(owner);
    const cart = await fillCart(guest, [{ variantId: product.variantId, quantity: 1 }]);
    const asked = { key: randomUUID(), asGuest: true };
    const { first, replayed, busy } = await askFiftyTimes(`/api/v1/carts/${cart.id}/order`, asked);
    expect([first.length, first.length + replayed.length + busy.length]).toEqual([1, 50]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from orders where shop_id = ${owner.shop.id}`.execute(owner.db);
    expect(rows[0]?.n).toBe(1);
  });
});

describe('a key', () => {
  test('belongs to one request: another body, query or address under it is 422', async () => {
    const key = randomUUID();
    expect((await post('/api/v1/products', { key, body: bowl() })).status).toBe(201);
    expect(await codeOf(await post('/api/v1/products', { key, body: bowl({ title: 'Another' }) }))).toBe('key_reused');
    expect(await codeOf(await post('/api/v1/products?x=1', { key, body: bowl() }))).toBe('key_reused');
    const other = await post('/api/v1/carts', { key });
    expect([other.status, await codeOf(other)]).toEqual([422, 'key_reused']);
  });

  test('belongs to one shop and one actor', async () => {
    const key = randomUUID();
    const { owner: neighbour } = await openShop(world);
    const [ours, theirs] = [await post('/api/v1/carts', { key }), await post('/api/v1/carts', { key, shop: neighbour })];
    const asGuest = await post('/api/v1/carts', { key, asGuest: true });
    for (const answer of [ours, theirs, asGuest]) expect(answer.headers.has('idempotency-replayed')).toBe(false);
  });

  test('has 1 to 255 characters, and of a guest no fewer than 16', async () => {
    for (const key of ['x'.repeat(256), 'with space']) expect((await post('/api/v1/carts', { key })).status).toBe(400);
    expect((await post('/api/v1/carts', { key: 'x'.repeat(255) })).status).toBe(201);
    expect((await post('/api/v1/carts', { key: '1', asGuest: true })).status).toBe(400);
  });

  test('is not spent by what is refused before it is done', async () => {
    const key = randomUUID();
    expect((await post('/api/v1/products', { key, body: { title: '' } })).status).toBe(422);
    expect((await post('/api/v1/products', { key, body: bowl(), asGuest: true })).status).toBe(401);
    expect((await post('/api/v1/products', { key, body: bowl() })).status).toBe(201);
  });

  test.each([
    ['/api/v1/fails', 500],
    ['/api/v1/refuses', 409],
  ])('gives back what %s answered, a failure too', async (address, status) => {
    const key = randomUUID();
    const [first, second] = [await post(address, { key }), await post(address, { key })];
    expect([first.status, second.status, ran]).toEqual([status, status, 1]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await second.text()).toBe(await first.text());
  });

  test('is forgotten after a day', async () => {
    const key = randomUUID();
    await post('/api/v1/writes', { key });
    await age('25 hours');
    expect((await post('/api/v1/writes', { key })).headers.has('idempotency-replayed')).toBe(false);
    await age('25 hours');
    await purgeKeys(owner);
    expect(await owner.db.selectFrom('idempotency_key').select('id').execute()).toEqual([]);
  });

  test('keeps its answer sealed', async () => {
    await post('/api/v1/products', { key: randomUUID(), body: bowl({ title: 'Canary 77' }) });
    const rows = await owner.db.selectFrom('idempotency_key').select('answer').execute();
    expect(rows[0]?.answer).toBeTruthy();
    expect(JSON.stringify(rows)).not.toContain('Canary');
  });
});

describe('a process that dies', () => {
  test('before it wrote anything leaves the key to the next, when its time is over', async () => {
    const key = randomUUID();
    await plant(key, { executed: false });
    expect(await codeOf(await post('/api/v1/writes', { key }))).toBe('key_in_use');
    await sql`update idempotency_key set locked_until = now() - interval '1 second'`.execute(owner.db);
    const answer = await post('/api/v1/writes', { key });
    expect([answer.status, ran]).toEqual([200, 1]);
  });

  test('after it wrote leaves no second effect: the next is told to look', async () => {
    const key = randomUUID();
    await plant(key, { executed: true });
    await sql`update idempotency_key set locked_until = now() - interval '1 second'`.execute(owner.db);
    const answer = await post('/api/v1/writes', { key });
    expect([answer.status, await codeOf(answer), ran]).toEqual([409, 'answer_lost', 0]);
  });

  test('and was only slow writes nothing once another has its key', async () => {
    const key = randomUUID();
    const hanging = post('/api/v1/writes?then=dies', { key });
    hanging.catch(() => undefined);
    await expect.poll(() => owner.db.selectFrom('idempotency_key').select('executed').executeTakeFirst()).toEqual({ executed: true });
    await sql`update idempotency_key set id = gen_random_uuid()`.execute(owner.db);
    const attempt = ofAttempt(owner, randomUUID());
    await expect(inTransaction(attempt, async () => undefined)).rejects.toMatchObject({ code: 'key_in_use' });
  });
});

const age = (by: string) => sql`update idempotency_key set created_at = now() - ${by}::interval`.execute(owner.db);

/** What a process leaves that died in the middle: the key as claimed for this request. */
async function plant(key: string, { executed }: { executed: boolean }): Promise<void> {
  const twin = randomUUID();
  await post('/api/v1/writes', { key: twin });
  ran = 0;
  await sql`update idempotency_key set key = ${key}, status = null, answer = null, executed = ${executed}`.execute(owner.db);
}
