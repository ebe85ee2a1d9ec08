import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, prepareWorkflows } from '#platform';
import { cancelUnits, fulfilOrder, getOrder, getOrderByCode, markOrderPaid, placeOrder, requestRefund } from '../index.ts';
import { workflows } from '../module.ts';
import { eventsOf, fillCart, type Market, openMarket, openShop, sellBowl, stockOf } from '../testing/market.ts';
import { orderMail } from './mail-order.ts';
import { faultsOfOrders } from './testing/faults-of-orders.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
  await prepareWorkflows(market.world.ground, workflows);
});
afterAll(() => market.world.close());

/** A paid order of a shop of its own: two lines, of `quantities` units. */
async function buy(quantities: readonly number[] = [3, 2]) {
  const shop = await openShop(market.world);
  const bowls = await Promise.all(quantities.map((_, index) => sellBowl(shop.owner, { title: `Bowl ${index}`, stock: 20 })));
  const cart = await fillCart(
    shop.guest,
    quantities.map((quantity, index) => ({ variantId: bowls[index]!.variantId, quantity })),
  );
  const placed = await placeOrder(shop.guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  const order = await markOrderPaid(shop.owner, { id: placed.order.id });
  return { ...shop, order, id: order.id, variants: bowls.map(({ variantId }) => variantId) };
}

const placesOf = ({ owner }: Pick<Market, 'owner'>, variantId: string) =>
  owner.db
    .selectFrom('stock')
    .select(['location_id', 'on_hand', 'reserved'])
    .where('shop_id', '=', owner.shop.id)
    .where('variant_id', '=', variantId)
    .execute();

async function secondPlace({ owner }: Pick<Market, 'owner'>, variantId: string, on_hand: number): Promise<string> {
  const id = newId();
  await owner.db.insertInto('location').values({ shop_id: owner.shop.id, id, name: 'Loft', position: 1 }).execute();
  await owner.db.insertInto('stock').values({ shop_id: owner.shop.id, variant_id: variantId, location_id: id, on_hand }).execute();
  await owner.db
    .insertInto('stock_movement')
    .values({
      ...{ shop_id: owner.shop.id, id: newId(), variant_id: variantId, location_id: id, change: on_hand, reason: 'received' },
      ...{ actor: 'system:test', moved_at: owner.clock.now().toString() },
    })
    .execute();
  return id;
}

test('an order is sent in parcels, each with its tracking, and completed with the last', async () => {
  const { owner, guest, order, id, variants } = await buy();
  const tracking = { carrier: 'Poste', number: 'RR123456785IT', url: 'https://track.example/RR123456785IT' };
  const part = await fulfilOrder(owner, { id, lines: [{ position: 0, quantity: 2 }], tracking });
  expect(part).toMatchObject({ state: 'placed', fulfilmentState: 'part', lines: [{ sent: 2 }, { sent: 0 }] });
  expect(part.fulfilments).toMatchObject([
    { carrier: 'Poste', trackingNumber: 'RR123456785IT', lines: [{ position: 0, title: 'Bowl 0', quantity: 2 }] },
  ]);
  expect(await placesOf({ owner }, variants[0]!)).toMatchObject([{ on_hand: 18, reserved: 1 }]);
  const whole = await fulfilOrder(owner, { id });
  expect(whole).toMatchObject({ state: 'completed', fulfilmentState: 'whole', lines: [{ sent: 3 }, { sent: 2 }] });
  expect(whole.fulfilments[1]?.lines).toEqual([
    { position: 0, title: 'Bowl 0', quantity: 1 },
    { position: 1, title: 'Bowl 1', quantity: 2 },
  ]);
  expect(whole.actions).toEqual(['refund', 'note']);
  expect((await getOrderByCode(guest, { code: order.code })).fulfilments[0]).toMatchObject({ trackingUrl: tracking.url });
  expect((await eventsOf(owner, id)).filter((type) => type === 'order.fulfilled')).toHaveLength(2);
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('twenty who send at once never send more than was ordered', async () => {
  const { owner, id } = await buy([12]);
  const sent = await Promise.allSettled(
    Array.from({ length: 20 }, () => fulfilOrder(owner, { id, lines: [{ position: 0, quantity: 1 }] })),
  );
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
  for (const result of sent) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
  expect(await getOrder(owner, { id })).toMatchObject({ state: 'completed', lines: [{ sent: 12 }] });
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('sending and cancelling units at once share them out', async () => {
  const { owner, id } = await buy([10]);
  const one = { id, lines: [{ position: 0, quantity: 1 }] };
  const done = await Promise.allSettled(
    Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? fulfilOrder(owner, one) : cancelUnits(owner, one))),
  );
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  const [line] = (await getOrder(owner, { id })).lines;
  expect(line!.sent + line!.cancelled).toBe(10);
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('units leave another place than was promised, where enough of them are free', async () => {
  const shop = await buy([3]);
  const { owner, id, variants } = shop;
  const loft = await secondPlace(shop, variants[0]!, 2);
  await expect(fulfilOrder(owner, { id, locationId: loft })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Only 2 of 3'),
  });
  await fulfilOrder(owner, { id, locationId: loft.toUpperCase(), lines: [{ position: 0, quantity: 2 }] });
  expect(await placesOf(shop, variants[0]!)).toMatchObject([
    { on_hand: 20, reserved: 1 },
    { on_hand: 0, reserved: 0 },
  ]);
  await fulfilOrder(owner, { id });
  expect(await stockOf(owner, variants[0]!)).toBe(19);
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('what was promised and is not there stays to be sent', async () => {
  const shop = await buy([3]);
  const { owner, id, variants } = shop;
  await owner.db
    .updateTable('stock')
    .set({ on_hand: 1, backorder_limit: 5 })
    .where('shop_id', '=', owner.shop.id)
    .where('variant_id', '=', variants[0]!)
    .execute();
  await expect(fulfilOrder(owner, { id })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Only 1 of 3') });
  expect(await getOrder(owner, { id })).toMatchObject({ fulfilmentState: 'none', fulfilments: [] });
});

test('refuses lines that are none, twice the same, too many, other shops’ places and bad tracking', async () => {
  const { owner, id } = await buy([2]);
  const { owner: other } = await openShop(market.world);
  const foreign = await sellBowl(other);
  const [place] = await placesOf({ owner: other }, foreign.variantId);
  const ask = (input: object) => fulfilOrder(owner, { id, ...input });
  await expect(ask({ lines: [{ position: 7, quantity: 1 }] })).rejects.toMatchObject({ problems: [{ path: 'lines.0.position' }] });
  await expect(ask({ lines: [] })).rejects.toMatchObject({ problems: [{ path: 'lines' }] });
  const twice = [
    { position: 0, quantity: 1 },
    { position: 0, quantity: 1 },
  ];
  await expect(ask({ lines: twice })).rejects.toMatchObject({ problems: [{ path: 'lines', message: 'Name each line once.' }] });
  await expect(ask({ lines: [{ position: 0, quantity: 3 }] })).rejects.toMatchObject({ code: 'conflict' });
  await expect(ask({ locationId: place!.location_id })).rejects.toMatchObject({ problems: [{ path: 'locationId' }] });
  await expect(ask({ tracking: { url: 'javascript:alert(1)' } })).rejects.toMatchObject({ problems: [{ path: 'tracking.url' }] });
  expect(await getOrder(owner, { id })).toMatchObject({ fulfilmentState: 'none' });
});

test('the buyer is told of a parcel once, in the language of the order, and not where that is not wanted', async () => {
  const { owner, id, order } = await buy([2]);
  await owner.db.updateTable('orders').set({ language: 'it' }).where('shop_id', '=', owner.shop.id).where('id', '=', id).execute();
  await fulfilOrder(owner, { id, lines: [{ position: 0, quantity: 1 }], tracking: { carrier: 'Poste', number: 'RR1' } });
  await fulfilOrder(owner, { id, notify: false });
  const events = await owner.db
    .selectFrom('event')
    .select(['id', 'type', 'subject_id as subjectId', 'payload'])
    .where('shop_id', '=', owner.shop.id)
    .where('type', '=', 'order.fulfilled')
    .orderBy('id')
    .execute();
  const listener = { ...owner, actor: { type: 'system', name: 'events' } as const };
  for (const event of [...events, ...events]) await orderMail.hear(listener, event);
  const mails = await owner.db
    .selectFrom('mail')
    .select(['subject', 'body_text', 'language'])
    .where('shop_id', '=', owner.shop.id)
    .execute();
  expect(mails).toMatchObject([{ subject: `Test shop: il tuo ordine ${order.code} è in viaggio`, language: 'it' }]);
  expect(mails[0]?.body_text).toMatch(/Il pacco: Poste RR1[\s\S]*Bowl 0/);
  expect((await getOrder(owner, { id })).mails).toMatchObject([{ kind: 'order.fulfilled', state: 'queued' }]);
});

test('units that were not sent are cancelled with their share of the money; the last of an order cancel it', async () => {
  const { owner, id, variants } = await buy([3, 2]);
  const before = await stockOf(owner, variants[0]!);
  const after = await cancelUnits(owner, { id, lines: [{ position: 0, quantity: 2 }], note: 'Broke in the kiln.' });
  expect(after).toMatchObject({ state: 'placed', refunds: [{ amount: { amount: 9_600 }, reason: 'Broke in the kiln.' }] });
  expect(after.lines).toMatchObject([{ cancelled: 2, refunded: 2 }, { cancelled: 0 }]);
  expect(after.history.map(({ event }) => event)).toContain('units_cancelled');
  expect(await stockOf(owner, variants[0]!)).toBe(before + 2);
  await expect(cancelUnits(owner, { id, lines: [{ position: 0, quantity: 2 }] })).rejects.toMatchObject({ code: 'conflict' });
  const gone = await cancelUnits(owner, {
    id,
    lines: [
      { position: 0, quantity: 1 },
      { position: 1, quantity: 2 },
    ],
  });
  expect(gone).toMatchObject({ state: 'cancelled', refundable: { amount: 0 } });
  expect(gone.refunds.map(({ amount }) => amount.amount)).toEqual([9_600, 3 * 4_800 + 890]);
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('units that are refunded and not sent complete what was sent; those that come back can be sold again', async () => {
  const { owner, id, variants } = await buy([3]);
  await fulfilOrder(owner, { id, lines: [{ position: 0, quantity: 2 }] });
  const before = await stockOf(owner, variants[0]!);
  await requestRefund(owner, { orderId: id, lines: [{ position: 0, quantity: 1 }], restock: true }); // one came back
  expect(await getOrder(owner, { id })).toMatchObject({ fulfilmentState: 'part', lines: [{ sent: 2, cancelled: 0, refunded: 1 }] });
  expect(await stockOf(owner, variants[0]!)).toBe(before + 1);
  await requestRefund(owner, { orderId: id, lines: [{ position: 0, quantity: 1 }] }); // the third is not wanted
  expect(await getOrder(owner, { id })).toMatchObject({ state: 'completed', fulfilmentState: 'whole', lines: [{ sent: 2, cancelled: 1 }] });
  expect(await stockOf(owner, variants[0]!)).toBe(before + 2);
  const moves = owner.db.selectFrom('stock_movement').select(['reason', 'change']).where('subject_id', '=', id).orderBy('id');
  expect(await moves.execute()).toEqual([
    { reason: 'sent', change: -2 },
    { reason: 'returned', change: 1 },
  ]);
  expect(await faultsOfOrders(owner)).toEqual({});
});
