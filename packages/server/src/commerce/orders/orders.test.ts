import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareWorkflows } from '#platform';
import {
  cancelOrder,
  fulfilOrder,
  getOrder,
  getOrderByCode,
  listOrders,
  markOrderPaid,
  noteOrder,
  placeOrder,
  setCheckoutDetails,
} from '../index.ts';
import { workflows } from '../module.ts';
import { ADDRESS, eventsOf, fillCart, type Market, OWNER, openMarket, openShop, sellBowl, stockOf } from '../testing/market.ts';
import { numberOrders } from './numbers.ts';
import { maskEmail } from './order.store.ts';
import { readOrderCode } from './order-code.ts';

let market: Market;
let variantId: string;
beforeAll(async () => {
  market = await openMarket();
  await prepareWorkflows(market.world.ground, workflows);
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
  expect((await getOrder(owner, { id })).payment.provider).toBe('manual');
});

test('a cancelled order gives its stock back once, and its money is on its way back once', async () => {
  const { owner } = market;
  const before = await stockOf(owner, variantId);
  const id = await order(3);
  await markOrderPaid(owner, { id });
  expect(await stockOf(owner, variantId)).toBe(before - 3);
  const cancelled = await Promise.all(Array.from({ length: 5 }, () => cancelOrder(owner, { id, note: 'changed her mind' })));
  expect(cancelled[0]).toMatchObject({ state: 'cancelled', paymentState: 'paid', refundState: 'none', refundable: { amount: 0 } });
  expect(cancelled[0]?.refunds).toMatchObject([{ amount: { amount: 3 * 4800 + 890 }, state: 'requested', reason: 'changed her mind' }]);
  expect((await getOrder(owner, { id })).history.at(-1)).toMatchObject({ event: 'cancelled', note: 'changed her mind' });
  expect(await stockOf(owner, variantId)).toBe(before);
});

const MOVES = { pay: markOrderPaid, fulfil: fulfilOrder, cancel: cancelOrder } as const;
type Move = keyof typeof MOVES;
const STANDINGS = {
  placed: [],
  paid: ['pay'],
  sent: ['pay', 'fulfil'],
  cancelled: ['cancel'],
} as const satisfies Record<string, readonly Move[]>;

test.each([
  ['placed', { pay: 'ok', fulfil: 'conflict', cancel: 'ok' }, ['pay', 'cancel', 'note']],
  ['paid', { pay: 'ok', fulfil: 'ok', cancel: 'ok' }, ['fulfil', 'cancel', 'cancel_units', 'refund', 'note']],
  ['sent', { pay: 'ok', fulfil: 'ok', cancel: 'conflict' }, ['refund', 'note']],
  ['cancelled', { pay: 'conflict', fulfil: 'conflict', cancel: 'ok' }, ['note']],
] as const)('an order that is %s takes what the table allows, and nothing else', async (standing, expected, actions) => {
  const { owner } = market;
  for (const name of Object.keys(MOVES) as Move[]) {
    const id = await order();
    for (const step of STANDINGS[standing]) await MOVES[step](owner, { id });
    expect((await getOrder(owner, { id })).actions).toEqual(actions);
    const came = await MOVES[name](owner, { id }).then(
      () => 'ok',
      (error: { code: string }) => error.code,
    );
    expect([name, came]).toEqual([name, expected[name]]);
  }
});

test('a note is for the staff alone', async () => {
  const { owner, guest } = market;
  const id = await order();
  const noted = await noteOrder(owner, { id, note: ' Asked for a card with it. ' });
  expect(noted.history.at(-1)).toMatchObject({ event: 'noted', note: 'Asked for a card with it.' });
  expect((await getOrderByCode(guest, { code: noted.code })).history.map(({ event }) => event)).toEqual(['placed']);
  await expect(noteOrder(owner, { id, note: '  ' })).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path: 'note' }] });
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

test('the list is narrowed by what is to do, and searched by code, number, mail and name', async () => {
  const { owner, guest } = await openShop(market.world);
  const { variantId: bowlId } = await sellBowl(owner, { stock: 20 });
  const place = async (email: string, name: string) => {
    const cart = await fillCart(guest, [{ variantId: bowlId, quantity: 2 }]);
    await setCheckoutDetails(guest, { cartId: cart.id, email, address: { ...ADDRESS, name } });
    const placed = await placeOrder(guest, { cartId: cart.id });
    if (placed.state !== 'placed') throw new Error(placed.state);
    return placed.order;
  };
  const [waits, paid, part, sent, gone] = [
    await place('ada@example.com', 'Ada Conti'),
    await place('bea_m@example.com', 'Bea Moro'),
    await place('carla@example.com', 'Carla 100%'),
    await place('dora@example.com', 'Dora'),
    await place('elio@example.com', 'Elio'),
  ];
  for (const { id } of [paid, part, sent]) await markOrderPaid(owner, { id });
  await fulfilOrder(owner, { id: part.id, lines: [{ position: 0, quantity: 1 }] });
  await fulfilOrder(owner, { id: sent.id });
  await cancelOrder(owner, { id: gone.id });
  await numberOrders(owner);
  const find = async (input: Parameters<typeof listOrders>[1]) => (await listOrders(owner, input)).items.map(({ name }) => name);
  expect(await find({ task: 'to_pay' })).toEqual(['Ada Conti']);
  expect(await find({ task: 'to_send' })).toEqual(['Carla 100%', 'Bea Moro']);
  expect(await find({ task: 'partly_sent' })).toEqual(['Carla 100%']);
  expect(await find({ task: 'sent' })).toEqual(['Dora']);
  expect(await find({ task: 'cancelled' })).toEqual(['Elio']);
  expect(await find({ task: 'refunded' })).toEqual([]);
  expect(await find({ search: waits.code.toLowerCase() })).toEqual(['Ada Conti']);
  expect(await find({ search: waits.code.slice(0, 5) })).toEqual(['Ada Conti']);
  expect(await find({ search: '2' })).toEqual(['Bea Moro']);
  expect(await find({ search: 'BEA_M@' })).toEqual(['Bea Moro']);
  expect(await find({ search: 'a_m' })).toEqual(['Bea Moro']);
  expect(await find({ search: '100%' })).toEqual(['Carla 100%']);
  expect(await find({ search: 'do', task: 'to_pay' })).toEqual([]);
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
