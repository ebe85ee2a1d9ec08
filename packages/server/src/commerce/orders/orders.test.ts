import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder, fulfilOrder, getOrder, listOrders, markOrderPaid, placeOrder } from '../index.ts';
import { eventsOf, fillCart, type Market, OWNER, openMarket, openShop, sellBowl, stockOf } from '../testing/market.ts';
import { maskEmail } from './order.store.ts';
import { ORDER_MOVES, type OrderMove } from './order.ts';
import { readOrderCode } from './order-code.ts';

let market: Market;
let variantId: string;
beforeAll(async () => {
  market = await openMarket();
  variantId = (await sellBowl(market.owner, { stock: 100 })).variantId;
});
afterAll(() => market.world.close());

async function order(quantity = 1): Promise<string> {
  const cart = await fillCart(market.guest, [{ variantId, quantity }]);
  const placed = await placeOrder(market.guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  return placed.order.id;
}

test('an order is paid and sent, and its history says by whom', async () => {
  const { owner } = market;
  const id = await order();
  expect(await markOrderPaid(owner, { id })).toMatchObject({ state: 'placed', paymentState: 'paid' });
  await Promise.all([fulfilOrder(owner, { id }), fulfilOrder(owner, { id })]);
  expect((await getOrder(owner, { id })).history).toMatchObject([
    { event: 'placed', actor: 'guest' },
    { event: 'paid', actor: `staff:${OWNER.type === 'staff' && OWNER.id}` },
    { event: 'sent' },
  ]);
  expect(await eventsOf(owner, id)).toEqual(['order.placed', 'order.paid', 'order.fulfilled']);
  const audit = await owner.db.selectFrom('audit_entry').select('action').where('subject_id', '=', id).orderBy('id').execute();
  expect(audit.map(({ action }) => action)).toEqual(['order.place', 'order.pay', 'order.fulfil', 'order.read']);
});

test('a cancelled order gives its stock back once, and its money counts as refunded', async () => {
  const { owner } = market;
  const before = await stockOf(owner, variantId);
  const id = await order(3);
  await markOrderPaid(owner, { id });
  expect(await stockOf(owner, variantId)).toBe(before - 3);
  const cancelled = await Promise.all(Array.from({ length: 5 }, () => cancelOrder(owner, { id, note: 'changed her mind' })));
  expect(cancelled[0]).toMatchObject({ state: 'cancelled', paymentState: 'paid', refundState: 'whole' });
  expect((await getOrder(owner, { id })).history.at(-1)).toMatchObject({ event: 'cancelled', note: 'changed her mind' });
  expect(await stockOf(owner, variantId)).toBe(before);
});

const STANDINGS = {
  placed: [],
  paid: ['pay'],
  sent: ['pay', 'fulfil'],
  cancelled: ['cancel'],
} as const satisfies Record<string, readonly OrderMove[]>;

test.each([
  ['placed', { pay: 'ok', fulfil: 'conflict', cancel: 'ok' }],
  ['paid', { pay: 'ok', fulfil: 'ok', cancel: 'ok' }],
  ['sent', { pay: 'ok', fulfil: 'ok', cancel: 'conflict' }],
  ['cancelled', { pay: 'conflict', fulfil: 'conflict', cancel: 'ok' }],
] as const)('an order that is %s takes the moves of the table, and no other', async (standing, expected) => {
  const { owner } = market;
  const moves = { pay: markOrderPaid, fulfil: fulfilOrder, cancel: cancelOrder } as const;
  for (const name of Object.keys(ORDER_MOVES) as OrderMove[]) {
    const id = await order();
    for (const step of STANDINGS[standing]) await moves[step](owner, { id });
    const came = await moves[name](owner, { id }).then(
      () => 'ok',
      (error) => error.code,
    );
    expect([name, came]).toEqual([name, expected[name]]);
  }
});

test('orders are listed newest first, by state and page by page', async () => {
  const { owner } = market;
  const ids = [await order(), await order(2), await order()];
  await markOrderPaid(owner, { id: ids[1]! });
  const first = await listOrders(owner, { limit: 2 });
  const rest = await listOrders(owner, { limit: 2, cursor: first.next! });
  expect([...first.items, ...rest.items].slice(0, 3).map(({ id }) => id)).toEqual(ids.toReversed());
  expect((await listOrders(owner, { limit: 2 })).items[1]).toMatchObject({
    id: ids[1],
    count: 2,
    email: 'ada@example.com',
    paymentState: 'paid',
    total: { amount: 10_490 },
  });
});

test('guests and viewers may not move orders, and guests may not list them', async () => {
  const { guest, owner } = market;
  const id = await order();
  const viewer = { ...owner, actor: { ...owner.actor, role: 'viewer' } as typeof owner.actor };
  for (const move of [markOrderPaid, fulfilOrder, cancelOrder]) {
    await expect(move(guest, { id })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(move(viewer, { id })).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(getOrder(guest, { id })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(listOrders(guest)).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await getOrder(viewer, { id })).id).toBe(id);
  const readings = owner.db.selectFrom('audit_entry').select('actor').where('action', '=', 'order.read').where('subject_id', '=', id);
  expect(await readings.execute()).toEqual([{ actor: 'staff:u1' }]); // it tells of a person
});

test('a product that was withdrawn leaves the order without a link', async () => {
  const { owner, guest } = await openShop(market.world);
  const product = await sellBowl(owner);
  const cart = await fillCart(guest, [{ variantId: product.variantId, quantity: 1 }]);
  const placed = await placeOrder(guest, { cartId: cart.id });
  await owner.db.updateTable('product').set({ status: 'archived' }).where('shop_id', '=', owner.shop.id).execute();
  if (placed.state !== 'placed') throw new Error(placed.state);
  expect((await getOrder(owner, { id: placed.order.id })).lines).toMatchObject([{ title: 'Walnut bowl', slug: null }]);
});

test('codes are read as people type them, and addresses for mail are masked', () => {
  expect(readOrderCode(' 7k2m-q4xb-io ')).toBe('7K2MQ4XB10');
  expect(maskEmail('ada.conti@example.com')).toBe('a•••@example.com');
});
