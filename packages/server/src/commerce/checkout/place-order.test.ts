import { setTimeout as sleep } from 'node:timers/promises';
import { type PaymentProvider, ProviderError } from '@bottega/contracts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addToCart, createCart, finishCheckouts, getCart, getOrderByCode, placeOrder, setCartLine, withdrawProduct } from '../index.ts';
import { eventsOf, fillCart, type Market, manualPayment, openMarket, sellBowl, stockOf } from '../testing/market.ts';

let market: Market;
let begin: PaymentProvider['begin'];
const asked: string[] = [];

const payment: PaymentProvider = {
  ...manualPayment,
  begin: (request, call) => {
    asked.push(request.key);
    return begin(request, call);
  },
};

beforeAll(async () => {
  market = await openMarket(payment);
});
beforeEach(() => {
  begin = manualPayment.begin;
  asked.length = 0;
});
afterAll(() => market.world.close());

const countOrders = async (): Promise<number> => {
  const { owner } = market;
  const rows = await owner.db.selectFrom('orders').select('id').where('shop_id', '=', owner.shop.id).execute();
  return rows.length;
};

test('an order is what the cart was', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Bought' });
  const cart = await fillCart(guest, [{ variantId, quantity: 2 }]);
  const placed = await placeOrder(guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  expect(placed.order).toMatchObject({
    code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{10}$/),
    state: 'placed',
    paymentState: 'awaiting',
    email: 'a•••@example.com',
    lines: [{ title: 'Bought', sku: 'BOUGHT', slug: 'bought', quantity: 2, unitPrice: { amount: 4800 }, total: { amount: 9600 } }],
    total: { amount: 10_490 },
    shipping: { amount: 890 },
    taxes: [{ bps: 2200 }],
    paymentInstructions: `Transfer it and write ${placed.order.code}.`,
    history: [{ event: 'placed', actor: 'guest', note: null }],
  });
  expect(await stockOf(owner, variantId)).toBe(3);
  expect(await eventsOf(owner, placed.order.id)).toEqual(['order.placed']);
  expect(await getCart(guest, { cartId: cart.id })).toMatchObject({ state: 'completed', total: placed.order.total });
  const typed = placed.order.code.toLowerCase().replace(/^(.{4})/, '$1-');
  expect(await getOrderByCode(guest, { code: typed })).toEqual(placed.order);
  expect((await getOrderByCode(owner, { code: placed.order.code })).email).toBe('ada@example.com');
  expect(await addToCart(guest, { cartId: cart.id, variantId, quantity: 1 })).toMatchObject({ reason: 'not_open' });
});

test('twenty requests for one cart make one order and one payment', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Twenty times' });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  const before = await countOrders();
  const results = await Promise.all(Array.from({ length: 20 }, () => placeOrder(guest, { cartId: cart.id })));
  const codes = new Set(results.map((result) => (result.state === 'placed' ? result.order.code : result.state)));
  expect(codes.size).toBe(1);
  expect(await countOrders()).toBe(before + 1);
  expect(await stockOf(owner, variantId)).toBe(4);
  expect(new Set(asked).size).toBe(1);
  const again = await placeOrder(guest, { cartId: cart.id });
  expect(codes).toContain(again.state === 'placed' && again.order.code);
});

test('fifty buyers of the last five units: five get one, the others are told', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Last units', stock: 5 });
  const { variantId: plenty } = await sellBowl(owner, { title: 'Plenty', stock: 500 });
  const carts = await Promise.all(
    Array.from({ length: 50 }, (_, buyer) => {
      const lines = [variantId, plenty].map((id) => ({ variantId: id, quantity: 1 }));
      return fillCart(guest, buyer % 2 ? lines : lines.reverse());
    }),
  );
  const results = await Promise.all(carts.map((cart) => placeOrder(guest, { cartId: cart.id })));
  const outcomes = Object.groupBy(results, (result) => (result.state === 'refused' ? result.reason : result.state));
  expect({ placed: outcomes.placed?.length, out_of_stock: outcomes.out_of_stock?.length }).toEqual({ placed: 5, out_of_stock: 45 });
  expect(await stockOf(owner, variantId)).toBe(0);
  expect(await stockOf(owner, plenty)).toBe(495);
});

test('control: were the rules to oversell, the table itself would refuse', async () => {
  const { owner } = market;
  const { variantId } = await sellBowl(owner, { title: 'Control', stock: 1 });
  const take = owner.db
    .updateTable('stock')
    .set((set) => ({ reserved: set('reserved', '+', 2) }))
    .where('shop_id', '=', owner.shop.id)
    .where('variant_id', '=', variantId)
    .execute();
  await expect(take).rejects.toMatchObject({ constraint: 'stock_never_oversold' });
});

test('control: an order that is not its lines, or a total that is not its parts, is refused', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Forged' });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  const placed = await placeOrder(guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  const change = (set: { subtotal?: number; total: number }) =>
    owner.db.updateTable('orders').set(set).where('shop_id', '=', owner.shop.id).where('id', '=', placed.order.id).execute();
  await expect(change({ total: 1 })).rejects.toMatchObject({ constraint: 'order_total_is_its_parts' });
  await expect(change({ subtotal: 4801, total: 5691 })).rejects.toMatchObject({ constraint: 'order_is_its_lines' });
});

test('what is missing is said', async () => {
  const { owner, guest } = market;
  const { variantId, id } = await sellBowl(owner, { title: 'Missing' });
  const { id: cartId } = await createCart(guest);
  expect(await placeOrder(guest, { cartId: id })).toMatchObject({ reason: 'not_found' });
  expect(await placeOrder(guest, { cartId })).toMatchObject({ reason: 'empty' });
  await addToCart(guest, { cartId, variantId, quantity: 1 });
  expect(await placeOrder(guest, { cartId })).toMatchObject({ reason: 'incomplete', message: expect.stringContaining('e-mail') });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  await withdrawProduct(owner, { id });
  expect(await placeOrder(guest, { cartId: cart.id })).toMatchObject({ reason: 'out_of_stock' });
});

test('a declined payment gives the stock back and opens the cart; the next try is a new payment', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Declined' });
  const cart = await fillCart(guest, [{ variantId, quantity: 2 }]);
  begin = async (request, call) => ({
    ...(await manualPayment.begin(request, call)),
    state: 'declined',
    userMessage: 'Your bank said no.',
  });
  expect(await placeOrder(guest, { cartId: cart.id })).toEqual({
    state: 'refused',
    reason: 'payment_declined',
    message: 'Your bank said no.',
  });
  expect(await stockOf(owner, variantId)).toBe(5);
  expect(await setCartLine(guest, { cartId: cart.id, variantId, quantity: 1 })).toMatchObject({ state: 'ok' });
  begin = async (request, call) => ({
    ...(await manualPayment.begin(request, call)),
    ...{ state: 'captured', captured: request.amount.amount },
  });
  expect(await placeOrder(guest, { cartId: cart.id })).toMatchObject({
    order: { state: 'placed', paymentState: 'paid', history: [{ event: 'placed' }, { event: 'paid' }] },
  });
  expect(new Set(asked).size).toBe(2);
  expect(await stockOf(owner, variantId)).toBe(4);
});

test('a payment whose answer was lost is asked for again under the same key', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Lost answer' });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  for (const failure of [new ProviderError('unknown_outcome', 'No answer.'), new TypeError('a bug of the provider')]) {
    begin = () => Promise.reject(failure);
    await expect(placeOrder(guest, { cartId: cart.id })).rejects.toMatchObject({ kind: 'unknown_outcome' });
  }
  expect(await getCart(guest, { cartId: cart.id })).toMatchObject({ state: 'paying', total: cart.total });
  expect(await stockOf(owner, variantId)).toBe(4);
  begin = manualPayment.begin;
  expect(await placeOrder(guest, { cartId: cart.id })).toMatchObject({ state: 'placed' });
  expect(new Set(asked).size).toBe(1);
  expect(await stockOf(owner, variantId)).toBe(4);
});

test('a checkout that stopped between stock and order is finished later', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Stopped' });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  begin = () => Promise.reject(new ProviderError('temporary', 'Not now.'));
  await expect(placeOrder(guest, { cartId: cart.id })).rejects.toThrow('Not now.');
  const later = { ...guest, clock: { now: () => Temporal.Now.instant().add({ minutes: 5 }) } };
  expect(await finishCheckouts(later)).toBe(0);
  begin = manualPayment.begin;
  expect(await finishCheckouts(guest)).toBe(0);
  expect(await finishCheckouts(later)).toBe(1);
  expect(await finishCheckouts(later)).toBe(0);
  expect(await stockOf(owner, variantId)).toBe(4);
});

test('connections that are cut in the middle cost nobody an order', async () => {
  const { owner, guest, world } = market;
  const { variantId } = await sellBowl(owner, { title: 'Cut off', stock: 40 });
  const carts = await Promise.all(Array.from({ length: 30 }, () => fillCart(guest, [{ variantId, quantity: 1 }])));
  const saboteur = new pg.Client(world.database.connectAs('bottega_app'));
  await saboteur.connect();
  const placing = Promise.all(carts.map((cart) => placeOrder(guest, { cartId: cart.id })));
  for (let cut = 0; cut < 5; cut++) {
    await sleep(15);
    await saboteur.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bottega_app' and pid <> pg_backend_pid()`,
    );
  }
  await saboteur.end();
  const results = await placing;
  expect(results.filter((result) => result.state !== 'placed')).toEqual([]);
  expect(new Set(results.map((result) => result.state === 'placed' && result.order.code)).size).toBe(30);
  expect(await stockOf(owner, variantId)).toBe(10);
});
