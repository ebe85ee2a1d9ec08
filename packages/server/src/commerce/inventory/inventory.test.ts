import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ctx, newId } from '#platform';
import {
  addToCart,
  cancelOrder,
  changeLocation,
  countLevels,
  countStock,
  countWork,
  createCart,
  createLocation,
  fulfilOrder,
  getStock,
  listLocations,
  listMovements,
  listReservations,
  listStock,
  moveStock,
  orderLocations,
  placeOrder,
  receiveStock,
  setBackorderLimit,
  setLocationState,
  setLowStock,
  takeOutStock,
  updateProduct,
} from '../index.ts';
import { eventsOf, fillCart, GUEST, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { findCrooked } from './testing/books.ts';
import { stockWatching, watchAllStock, watchStock } from './watch-stock.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

/** A shop with a bowl in stock and two places. */
async function openStore(stock = 5) {
  const { owner, guest } = await openShop(market.world);
  const bowl = await sellBowl(owner, { stock });
  const [workshop] = await listLocations(owner);
  const stall = await createLocation(owner, { name: 'Stall' });
  return { owner, guest, bowl, variantId: bowl.variantId, workshop: workshop!.id, stall: stall.id };
}

async function buy(guest: Ctx, variantId: string, quantity: number) {
  const cart = await fillCart(guest, [{ variantId, quantity }]);
  const placed = await placeOrder(guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(JSON.stringify(placed));
  return placed.order;
}

describe('places', () => {
  it('are made, renamed, put into order, and what is ordered is taken from the first that has it', async () => {
    const { owner, guest, variantId, workshop, stall } = await openStore(5);
    await receiveStock(owner, { variantId, locationId: stall, quantity: 3 });
    await changeLocation(owner, { id: stall, name: 'Fair', address: null });
    const ordered = await orderLocations(owner, { locationIds: [stall, workshop] });
    expect(ordered.map(({ name, position }) => [name, position])).toEqual([
      ['Fair', 0],
      [owner.shop.name, 1],
    ]);
    await buy(guest, variantId, 2);
    const { places, free } = await getStock(owner, { variantId });
    expect(places.map(({ name, onHand, reserved, free }) => [name, onHand, reserved, free])).toEqual([
      ['Fair', 3, 2, 1],
      [owner.shop.name, 5, 0, 5],
    ]);
    expect(free).toBe(6);
  });

  it('refuse a name that is taken, an order that leaves one out, and a stranger’s id', async () => {
    const { owner, stall, workshop } = await openStore();
    await expect(createLocation(owner, { name: 'Stall' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeLocation(owner, { id: workshop, name: 'Stall' })).rejects.toMatchObject({ code: 'conflict' });
    for (const locationIds of [[stall], [stall, stall], [stall, workshop, newId()]])
      await expect(orderLocations(owner, { locationIds })).rejects.toMatchObject({ problems: [{ path: 'locationIds' }] });
    await expect(changeLocation(owner, { id: newId(), name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('close only while nothing is promised there, never the last, and sell nothing then', async () => {
    const { owner, guest, variantId, workshop, stall } = await openStore(5);
    await receiveStock(owner, { variantId, locationId: stall, quantity: 2 });
    const order = await buy(guest, variantId, 5);
    await expect(setLocationState(owner, { id: workshop, state: 'closed' })).rejects.toThrow(/5 units are promised/);
    await cancelOrder(owner, { id: order.id });
    expect(await setLocationState(owner, { id: workshop, state: 'closed' })).toMatchObject({ state: 'closed', onHand: 5 });
    expect(await getStock(owner, { variantId })).toMatchObject({ free: 2, onHand: 7 });
    await expect(setLocationState(owner, { id: stall, state: 'closed' })).rejects.toThrow(/only open place/);
    const { id: cartId } = await createCart(guest);
    expect(await addToCart(guest, { cartId, variantId, quantity: 3 })).toMatchObject({ state: 'refused' });
    await updateProduct(owner, { id: (await getStock(owner, { variantId })).productId, stock: 4 });
    expect(await getStock(owner, { variantId })).toMatchObject({ free: 4, places: [{ onHand: 5 }, { onHand: 4 }] });
    await setLocationState(owner, { id: workshop, state: 'open' });
    expect(await getStock(owner, { variantId })).toMatchObject({ free: 9 });
    expect(await findCrooked(owner)).toEqual([]);
  });
});

describe('levels', () => {
  it('are counted, and never below what is promised', async () => {
    const { owner, guest, variantId } = await openStore(5);
    const order = await buy(guest, variantId, 4);
    const refused = countStock(owner, { variantId, onHand: 3 });
    await expect(refused).rejects.toMatchObject({ code: 'conflict' });
    await expect(refused).rejects.toThrow(`4 units are promised there: 4 to the order ${order.code}.`);
    expect(await countStock(owner, { variantId, onHand: 4, note: 'One was chipped' })).toMatchObject({ onHand: 4, free: 0, reserved: 4 });
    await countStock(owner, { variantId, onHand: 4 });
    const { items } = await listMovements(owner, { variantId });
    expect(items.map(({ change, reason, note }) => [change, reason, note])).toEqual([
      [-1, 'counted', 'One was chipped'],
      [5, 'counted', ''],
    ]);
    expect(items[0]).toMatchObject({ actor: 'staff:u1', sku: (await getStock(owner, { variantId })).sku });
  });

  it('take units in once for each key, and refuse the key for something else', async () => {
    const { owner, variantId } = await openStore(5);
    const delivery = { variantId, quantity: 10, key: 'delivery-1' };
    await Promise.all(Array.from({ length: 5 }, () => receiveStock(owner, delivery)));
    expect(await getStock(owner, { variantId })).toMatchObject({ onHand: 15 });
    await expect(receiveStock(owner, { ...delivery, quantity: 11 })).rejects.toMatchObject({ code: 'key_reused' });
    await expect(takeOutStock(owner, { ...delivery, reason: 'lost' })).rejects.toMatchObject({ code: 'key_reused' });
    expect(await findCrooked(owner)).toEqual([]);
  });

  it('take out what is lost or damaged, as far as there is any', async () => {
    const { owner, guest, variantId } = await openStore(5);
    expect(await takeOutStock(owner, { variantId, quantity: 2, reason: 'damaged', note: 'Fell' })).toMatchObject({ onHand: 3 });
    await expect(takeOutStock(owner, { variantId, quantity: 4, reason: 'lost' })).rejects.toThrow(/Only 3 units are there/);
    const order = await buy(guest, variantId, 2);
    await expect(takeOutStock(owner, { variantId, quantity: 2, reason: 'lost' })).rejects.toThrow(order.code);
    await setBackorderLimit(owner, { variantId, limit: 1 });
    expect(await takeOutStock(owner, { variantId, quantity: 2, reason: 'lost' })).toMatchObject({ onHand: 1, reserved: 2, free: 0 });
    await expect(setBackorderLimit(owner, { variantId, limit: 0 })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('move between places in one step', async () => {
    const { owner, variantId, workshop, stall } = await openStore(5);
    const move = { variantId, fromLocationId: workshop, toLocationId: stall, quantity: 2, key: 'to-the-fair' };
    await Promise.all([moveStock(owner, move), moveStock(owner, move)]);
    expect(await getStock(owner, { variantId })).toMatchObject({ onHand: 5, places: [{ onHand: 3 }, { onHand: 2 }] });
    await expect(moveStock(owner, { ...move, key: 'to-the-fair-2', quantity: 4 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(moveStock(owner, { ...move, toLocationId: workshop })).rejects.toMatchObject({ problems: [{ path: 'toLocationId' }] });
    const { items } = await listMovements(owner, { locationId: stall });
    expect(items).toMatchObject([{ change: 2, reason: 'moved', otherPlace: owner.shop.name, locationName: 'Stall' }]);
  });

  it('of a field in the product’s form count all places together', async () => {
    const { owner, bowl, variantId, stall } = await openStore(5);
    await receiveStock(owner, { variantId, locationId: stall, quantity: 3 });
    await updateProduct(owner, { id: bowl.id, stock: 8 });
    expect(await getStock(owner, { variantId })).toMatchObject({ free: 8, onHand: 8 });
    await updateProduct(owner, { id: bowl.id, stock: 4 });
    expect(await getStock(owner, { variantId })).toMatchObject({ free: 4, onHand: 4 });
    await expect(updateProduct(owner, { id: bowl.id, stock: 2 })).rejects.toMatchObject({ problems: [{ path: 'stock' }] });
    expect(await findCrooked(owner)).toEqual([]);
  });

  it('are set for many SKUs at once, each by itself', async () => {
    const { owner, guest, variantId, stall } = await openStore(5);
    const { sku } = await getStock(owner, { variantId });
    const other = await sellBowl(owner, { title: 'Plate', stock: 4 });
    const plate = (await getStock(owner, { variantId: other.variantId })).sku;
    await buy(guest, other.variantId, 3);
    const { results } = await countLevels(owner, {
      levels: [
        { sku, onHand: 9 },
        { sku, onHand: 1 },
        { sku, locationId: stall, onHand: 2 },
        { sku: plate, onHand: 2 },
        { sku: 'NONE', onHand: 2 },
        { sku, locationId: newId(), onHand: 2 },
      ],
      note: 'Yearly count',
    });
    expect(results.map(({ state, onHand }) => [state, onHand])).toEqual([
      ['set', 9],
      ['refused', 9 - 4],
      ['set', 2],
      ['refused', 4],
      ['refused', null],
      ['refused', null],
    ]);
    expect(results[3]?.message).toContain('3 units are promised there');
    expect(await getStock(owner, { variantId })).toMatchObject({ onHand: 11 });
    const csv = `sku;location;on_hand\n${sku};stall;3\n${plate};;4\n`;
    expect((await countLevels(owner, { csv })).results).toMatchObject([{ state: 'set' }, { state: 'unchanged' }]);
    await expect(countLevels(owner, { csv: `sku,on_hand\n${sku},many` })).rejects.toThrow('Line 2');
    await expect(countLevels(owner, { csv, levels: [] })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await findCrooked(owner)).toEqual([]);
  });

  it('are listed by page, found by title, SKU and barcode, and by what is low', async () => {
    const { owner, variantId, stall } = await openStore(50);
    const plate = await sellBowl(owner, { title: 'Olive plate', stock: 2 });
    const first = await listStock(owner, { limit: 1 });
    expect(first.items.map(({ variantId }) => variantId)).toEqual([plate.variantId]);
    expect((await listStock(owner, { limit: 1, cursor: first.next as string })).items[0]).toMatchObject({ variantId, low: false });
    expect((await listStock(owner, { q: 'olive' })).items.map(({ productTitle }) => productTitle)).toEqual(['Olive plate']);
    const { sku } = await getStock(owner, { variantId });
    expect((await listStock(owner, { q: sku.toLowerCase() })).items[0]?.sku).toBe(sku);
    expect((await listStock(owner, { low: true })).items.map(({ variantId }) => variantId)).toEqual([plate.variantId]);
    expect((await countWork(owner)).lowStock).toBe(1);
    expect((await listStock(owner, { locationId: stall })).items).toEqual([]);
    expect((await listStock(owner, { q: '100%' })).items).toEqual([]);
  });
});

describe('promises', () => {
  it('are told with who has them', async () => {
    const { owner, guest, variantId } = await openStore(5);
    const order = await buy(guest, variantId, 2);
    const paying = newId();
    await owner.db
      .insertInto('cart')
      .values({
        shop_id: owner.shop.id,
        id: paying,
        currency: 'EUR',
        created_at: owner.clock.now().toString(),
        paying_since: null,
        quote: null,
        email: null,
        address: null,
        billing_address: null,
        shipping_rate_id: null,
      })
      .execute();
    const { places } = await getStock(owner, { variantId });
    const expires_at = owner.clock.now().add({ minutes: 30 }).toString();
    await owner.db
      .insertInto('reservation')
      .values({
        shop_id: owner.shop.id,
        cart_id: paying,
        variant_id: variantId,
        location_id: places[0]!.locationId,
        quantity: 1,
        order_id: null,
        expires_at,
      })
      .execute();
    await owner.db
      .updateTable('stock')
      .set({ reserved: 3 })
      .where('shop_id', '=', owner.shop.id)
      .where('variant_id', '=', variantId)
      .execute();
    const { items } = await listReservations(owner, { variantId });
    expect(items).toMatchObject([
      { cartId: paying, order: null, quantity: 1 },
      { order: { id: order.id, code: order.code }, until: null, quantity: 2, places: [{ quantity: 2 }] },
    ]);
    expect(Date.parse(items[0]?.until ?? '')).toBe(Date.parse(expires_at));
    await expect(countStock(owner, { variantId, onHand: 0 })).rejects.toThrow('1 to buyers who are paying now');
    const page = await listReservations(owner, { variantId, limit: 1 });
    expect((await listReservations(owner, { variantId, limit: 1, cursor: page.next as string })).items[0]?.order?.code).toBe(order.code);
    await expect(listReservations(owner, { variantId: newId() })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('running low', () => {
  const told = async (owner: Ctx, variantId: string) => (await eventsOf(owner, variantId)).filter((type) => type.startsWith('stock.'));

  it('is told once, and once again when units are back', async () => {
    const { owner, guest, variantId } = await openStore(5);
    await watchAllStock(owner);
    expect(await told(owner, variantId)).toEqual([]);
    const order = await buy(guest, variantId, 2);
    const hear = (type: string) => stockWatching.hear(owner, { id: newId(), type, subjectId: order.id, payload: {} });
    await Promise.all([hear('order.placed'), hear('order.placed'), watchStock(owner, [variantId]), watchAllStock(owner)]);
    expect(await told(owner, variantId)).toEqual(['stock.low']);
    await takeOutStock(owner, { variantId, quantity: 1, reason: 'lost' });
    expect(await told(owner, variantId)).toEqual(['stock.low']);
    await receiveStock(owner, { variantId, quantity: 2 });
    expect(await told(owner, variantId)).toEqual(['stock.low', 'stock.back']);
    await setLowStock(owner, { variantId, lowStockAt: 10 });
    expect(await told(owner, variantId)).toEqual(['stock.low', 'stock.back', 'stock.low']);
    const { payload } = await owner.db
      .selectFrom('event')
      .select('payload')
      .where('subject_id', '=', variantId)
      .where('type', '=', 'stock.low')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(payload).toMatchObject({ name: 'Walnut bowl', free: 4, lowStockAt: 10 });
  });

  it('is not told of a single piece that was put on sale, nor where nobody wants to know', async () => {
    const { owner, variantId } = await openStore(1);
    await watchAllStock(owner);
    await setLowStock(owner, { variantId, lowStockAt: null });
    await countStock(owner, { variantId, onHand: 0 });
    expect(await told(owner, variantId)).toEqual([]);
    expect(await getStock(owner, { variantId })).toMatchObject({ low: false, lowStockAt: null });
  });
});

describe('the books', () => {
  it('add up after any operations, fifty of them at once beside checkouts and parcels', async () => {
    const { owner, guest, variantId, workshop, stall } = await openStore(60);
    const plate = await sellBowl(owner, { title: 'Plate', stock: 60 });
    const variants = [variantId, plate.variantId];
    const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
    const some = () => 1 + Math.floor(Math.random() * 4);
    const orders: string[] = [];
    const operations: (() => Promise<unknown>)[] = [
      () => receiveStock(owner, { variantId: pick(variants), locationId: pick([workshop, stall]), quantity: some() }),
      () => takeOutStock(owner, { variantId: pick(variants), locationId: pick([workshop, stall]), quantity: some(), reason: 'lost' }),
      () => countStock(owner, { variantId: pick(variants), locationId: pick([workshop, stall]), onHand: some() * 15 }),
      () => moveStock(owner, { variantId: pick(variants), fromLocationId: workshop, toLocationId: stall, quantity: some() }),
      () => moveStock(owner, { variantId: pick(variants), fromLocationId: stall, toLocationId: workshop, quantity: some() }),
      () => setBackorderLimit(owner, { variantId: pick(variants), locationId: pick([workshop, stall]), limit: some() }),
      () => updateProduct(owner, { id: plate.id, stock: 40 + some() }),
      async () => {
        const lines = variants.map((variantId) => ({ variantId, quantity: some() }));
        const placed = await placeOrder(guest, { cartId: (await fillCart(guest, lines)).id });
        if (placed.state === 'placed') orders.push(placed.order.id);
      },
      () => (orders.length > 0 ? fulfilOrder(owner, { id: pick(orders) }) : Promise.resolve()),
      () => (orders.length > 0 ? cancelOrder(owner, { id: pick(orders) }) : Promise.resolve()),
      () => orderLocations(owner, { locationIds: Math.random() < 0.5 ? [workshop, stall] : [stall, workshop] }),
    ];
    const expected = new Set(['conflict', 'invalid_input']);
    const surprises: unknown[] = [];
    const attempt = (operation: () => Promise<unknown>) =>
      operation().catch((error: { code?: string }) => {
        if (!expected.has(error.code ?? '')) surprises.push(error);
      });
    for (let round = 0; round < 4; round++) {
      await Promise.all(Array.from({ length: 50 }, () => attempt(pick(operations))));
      expect(await findCrooked(owner)).toEqual([]);
    }
    expect(surprises).toEqual([]);
    expect(orders.length).toBeGreaterThan(0);
  }, 120_000);
});

it('is for the staff: a guest is asked to sign in, a viewer may look', async () => {
  const { owner, variantId } = await openStore();
  const viewer: Ctx = { ...owner, actor: { type: 'staff', id: 'u2', name: 'Vito', email: 'vito@example.com', role: 'viewer' } };
  expect((await listStock(viewer)).items).toHaveLength(1);
  await expect(countStock(viewer, { variantId, onHand: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(createLocation(viewer, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
  for (const ask of [listStock, listLocations, listMovements])
    await expect(ask({ ...owner, actor: GUEST })).rejects.toMatchObject({ code: 'unauthenticated' });
});
