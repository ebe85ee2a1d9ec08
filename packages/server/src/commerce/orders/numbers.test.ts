import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, newId } from '#platform';
import { placeOrder } from '../index.ts';
import { fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { issueInvoices } from './issue-invoice.ts';
import { numberOrders } from './numbers.ts';
import { newOrderCode } from './order-code.ts';
import { faultsOfOrders } from './testing/faults-of-orders.ts';

const BESIDE = fileURLToPath(new URL('testing/number-beside.ts', import.meta.url));

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

async function place({ owner, guest }: Pick<Market, 'owner' | 'guest'>): Promise<string> {
  const { variantId } = await sellBowl(owner, { stock: 5 });
  const placed = await placeOrder(guest, { cartId: (await fillCart(guest, [{ variantId, quantity: 1 }])).id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  return placed.order.id;
}

/** Copies a paid order `count` times, with all that belongs to it: placed one by one through a checkout they would take minutes. */
async function copyOrder({ owner }: Pick<Market, 'owner'>, id: string, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const [order, cart, payment, code] = [newId(), newId(), newId(), newOrderCode()];
    await inTransaction(owner, async ({ db }) => {
      const copy = (table: string, changes: Record<string, string | null>, where: string) =>
        sql`insert into ${sql.table(table)} select (jsonb_populate_record(row, ${JSON.stringify(changes)}::jsonb)).* from ${sql.table(table)} row
          where shop_id = ${owner.shop.id} and ${sql.raw(where)}`.execute(db);
      await copy('cart', { id: cart }, `id = (select cart_id from orders where id = '${id}')`);
      await copy('orders', { id: order, cart_id: cart, code, number: null, placed_at: owner.clock.now().toString() }, `id = '${id}'`);
      await copy('order_line', { order_id: order }, `order_id = '${id}'`);
      await copy('payment', { id: payment, order_id: order, cart_id: cart, order_code: code }, `order_id = '${id}'`);
    });
  }
}

const numbersOf = async ({ owner }: Pick<Market, 'owner'>, kind: 'orders' | 'invoice') => {
  const rows = await owner.db
    .selectFrom(kind)
    .select('number')
    .where('shop_id', '=', owner.shop.id)
    .where('number', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
};

test('orders are numbered in the order in which they were placed, each shop by itself', async () => {
  const [one, other] = [await openShop(market.world), await openShop(market.world)];
  const ids = [await place(one), await place(one), await place(one)];
  const [foreign] = [await place(other)];
  await Promise.all(Array.from({ length: 8 }, () => numberOrders(one.owner)));
  await numberOrders(other.owner);
  const rows = await one.owner.db
    .selectFrom('orders')
    .select(['id', 'number'])
    .where('shop_id', '=', one.owner.shop.id)
    .orderBy('number')
    .execute();
  expect(rows).toEqual(ids.map((id, index) => ({ id, number: index + 1 })));
  expect(await other.owner.db.selectFrom('orders').select(['id', 'number']).where('shop_id', '=', other.owner.shop.id).execute()).toEqual([
    { id: foreign, number: 1 },
  ]);
  await numberOrders(one.owner);
  expect(await numbersOf(one, 'orders')).toEqual([1, 2, 3]);
});

test('a number that was taken and rolled back is given to the next', async () => {
  const shop = await openShop(market.world);
  await place(shop);
  const broken = { ...shop.owner, beforeCommit: async () => Promise.reject(new Error('the wire was cut')) };
  await expect(numberOrders(broken)).rejects.toThrow('the wire was cut');
  expect(await numbersOf(shop, 'orders')).toEqual([]);
  await numberOrders(shop.owner);
  expect(await numbersOf(shop, 'orders')).toEqual([1]);
});

test('two hundred orders over two processes that are killed: no number is lost, none given twice', { timeout: 120_000 }, async () => {
  const shop = await openShop(market.world);
  const { owner } = shop;
  const id = await place(shop);
  await owner.db.updateTable('orders').set({ payment_state: 'paid' }).where('shop_id', '=', owner.shop.id).where('id', '=', id).execute();
  const children = new Set<ChildProcess>();
  const start = async () => {
    const child = fork(BESIDE, [market.world.folder, owner.shop.id], {
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.add(child);
    await once(child, 'message');
    return child;
  };
  const kill = async (child: ChildProcess) => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    children.delete(child);
  };
  try {
    let pair = await Promise.all([start(), start()]);
    for (let round = 0; round < 4; round++) {
      await copyOrder(shop, id, 50);
      await new Promise((resolve) => setTimeout(resolve, 40 * round));
      await kill(pair[round % 2]!);
      pair = round % 2 === 0 ? [await start(), pair[1]!] : [pair[0]!, await start()];
    }
    await expect.poll(() => numbersOf(shop, 'invoice').then((numbers) => numbers.length), { timeout: 60_000, interval: 500 }).toBe(201);
  } finally {
    for (const child of children) await kill(child);
  }
  const wanted = Array.from({ length: 201 }, (_, index) => index + 1);
  expect(await numbersOf(shop, 'orders')).toEqual(wanted);
  expect(await numbersOf(shop, 'invoice')).toEqual(wanted);
  await issueInvoices(owner, { orderId: id });
  expect(await numbersOf(shop, 'invoice')).toEqual(wanted);
  const counters = await owner.db
    .selectFrom('number_counter')
    .select(['kind', 'last'])
    .where('shop_id', '=', owner.shop.id)
    .orderBy('kind')
    .execute();
  expect(counters).toEqual([
    { kind: 'invoice', last: 201 },
    { kind: 'order', last: 201 },
  ]);
  expect(Object.keys(await faultsOfOrders(owner)).filter((name) => /number|invoice|counter/.test(name))).toEqual([]);
});
