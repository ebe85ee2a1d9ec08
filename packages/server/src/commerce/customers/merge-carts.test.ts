import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoorCtx } from '#platform';
import { priceCart } from '../carts/cart-facts.ts';
import { readCart } from '../carts/cart.store.ts';
import { addToCart, createCart, getCart, placeOrder, setCartLine, withdrawProduct } from '../index.ts';
import { ADDRESS, fillCart, openShop, sellBowl } from '../testing/market.ts';
import { mergeCarts } from './merge-carts.ts';
import { type Desk, openDesk } from './testing/desk.ts';

let desk: Desk;
let people = 0;
let first: string;
let second: string;
beforeAll(async () => {
  desk = await openDesk();
  first = (await sellBowl(desk.owner, { title: 'First', stock: 1000 })).variantId;
  second = (await sellBowl(desk.owner, { title: 'Second', stock: 1000 })).variantId;
});
afterAll(() => desk?.close());

const customer = async (): Promise<DoorCtx> => (await desk.signedIn(desk.guest, `merger-${++people}@example.com`)).ctx;

type Quantities = Readonly<Record<string, number>>;

async function cartOf(quantities: Quantities): Promise<string> {
  const { id: cartId } = await createCart(desk.guest);
  for (const [variantId, quantity] of Object.entries(quantities)) await addToCart(desk.guest, { cartId, variantId, quantity });
  return cartId;
}

const quantitiesIn = async (cartId: string): Promise<Quantities> =>
  Object.fromEntries((await getCart(desk.guest, { cartId })).lines.map((line) => [line.variantId, line.quantity]));

describe('the cart of a visitor', () => {
  test('is the customer’s from then on, where they had none', async () => {
    const ctx = await customer();
    expect(await mergeCarts(ctx, {})).toBeNull();
    const cartId = await cartOf({ [first]: 2 });
    expect(await mergeCarts(ctx, { cartId })).toMatchObject({ id: cartId, count: 2 });
    expect(await mergeCarts(ctx, {})).toMatchObject({ id: cartId });
  });

  test('adds to the one that they have, wherever they come in', async () => {
    const ctx = await customer();
    const own = await cartOf({ [first]: 2 });
    await mergeCarts(ctx, { cartId: own });
    const brought = await cartOf({ [second]: 1, [first]: 3 });
    expect(await mergeCarts(ctx, { cartId: brought })).toMatchObject({ id: own, count: 6 });
    expect(await quantitiesIn(own)).toEqual({ [first]: 5, [second]: 1 });
    expect(await quantitiesIn(brought)).toEqual({});
    expect(await mergeCarts(ctx, { cartId: brought })).toMatchObject({ id: own, count: 6 });
  });

  test('takes along what was filled in, where the other says nothing', async () => {
    const ctx = await customer();
    const own = await cartOf({ [first]: 1 });
    await mergeCarts(ctx, { cartId: own });
    const { id: filled } = await fillCart(desk.guest, [{ variantId: first, quantity: 1 }]);
    expect(await mergeCarts(ctx, { cartId: filled })).toMatchObject({ id: own, email: 'ada@example.com', address: ADDRESS });
    expect(await getCart(desk.guest, { cartId: filled })).toMatchObject({ email: null, address: null });
  });

  test('adds no more than there are, and takes nothing that was there before', async () => {
    const { variantId: scarce, id } = await sellBowl(desk.owner, { title: 'Scarce', stock: 5 });
    const ctx = await customer();
    const own = await cartOf({ [scarce]: 3 });
    await mergeCarts(ctx, { cartId: own });
    await mergeCarts(ctx, { cartId: await cartOf({ [scarce]: 4 }) });
    expect(await quantitiesIn(own)).toEqual({ [scarce]: 5 });
    const late = await cartOf({ [scarce]: 1 });
    await withdrawProduct(desk.owner, { id });
    await mergeCarts(ctx, { cartId: late });
    expect(await quantitiesIn(own)).toEqual({ [scarce]: 5 });
  });

  test('holds at most 999 of one thing', async () => {
    const ctx = await customer();
    const own = await cartOf({ [first]: 600 });
    await mergeCarts(ctx, { cartId: own });
    await mergeCarts(ctx, { cartId: await cartOf({ [first]: 700 }) });
    expect(await quantitiesIn(own)).toEqual({ [first]: 999 });
  });

  test('that was ordered, is another customer’s, of another shop or none at all is left alone', async () => {
    const [ctx, other] = [await customer(), await customer()];
    const own = await cartOf({ [first]: 1 });
    await mergeCarts(ctx, { cartId: own });
    const theirs = await cartOf({ [second]: 2 });
    await mergeCarts(other, { cartId: theirs });
    const bought = await fillCart(desk.guest, [{ variantId: first, quantity: 1 }]);
    expect(await placeOrder(desk.guest, { cartId: bought.id })).toMatchObject({ state: 'placed' });
    const { guest: neighbour, owner } = await openShop(desk.world);
    const { variantId } = await sellBowl(owner);
    const { id: foreign } = await fillCart(neighbour, [{ variantId, quantity: 1 }]);
    for (const cartId of [theirs, bought.id, foreign, 'nonsense', '']) {
      expect(await mergeCarts(ctx, { cartId })).toMatchObject({ id: own, count: 1 });
    }
    expect(await quantitiesIn(theirs)).toEqual({ [second]: 2 });
    expect(await mergeCarts(other, {})).toMatchObject({ id: theirs });
  });

  test('that is being paid stays as it is, and the customer goes on with another', async () => {
    const ctx = await customer();
    const own = await cartOf({ [first]: 1 });
    await mergeCarts(ctx, { cartId: own });
    await pay(own);
    const brought = await cartOf({ [second]: 2 });
    expect(await mergeCarts(ctx, { cartId: brought })).toMatchObject({ id: brought });
    const paying = await cartOf({ [first]: 7 });
    await pay(paying);
    expect(await mergeCarts(ctx, { cartId: paying })).toMatchObject({ id: brought, count: 2 });
    expect(await quantitiesIn(own)).toEqual({ [first]: 1 });
  });
});

/** As a checkout leaves a cart while the buyer is at the provider. */
async function pay(cartId: string): Promise<void> {
  const row = await readCart(desk.guest, cartId);
  if (!row) throw new Error('no such cart');
  await desk.owner.db
    .updateTable('cart')
    .set({
      state: 'paying',
      email: 'ada@example.com',
      address: JSON.stringify(ADDRESS),
      paying_since: new Date(),
      quote: JSON.stringify((await priceCart(desk.guest, row)).quote),
    })
    .where('id', '=', cartId)
    .execute();
}
describe('many merges at once', () => {
  test('of the same cart put it in once', async () => {
    const ctx = await customer();
    const own = await cartOf({ [first]: 2, [second]: 1 });
    await mergeCarts(ctx, { cartId: own });
    const brought = await cartOf({ [first]: 3 });
    const carts = await Promise.all(Array.from({ length: 20 }, () => mergeCarts(ctx, { cartId: brought })));
    expect(new Set(carts.map((cart) => cart?.id))).toEqual(new Set([own]));
    expect(await quantitiesIn(own)).toEqual({ [first]: 5, [second]: 1 });
  });

  test('of twenty carts lose and double nothing, while others are put into them', async () => {
    const ctx = await customer();
    const carts = await Promise.all(Array.from({ length: 20 }, () => cartOf({ [first]: 2, [second]: 1 })));
    const more = carts.map((cartId) => addToCart(desk.guest, { cartId, variantId: second, quantity: 1 }));
    const merged = await Promise.all(carts.map((cartId) => mergeCarts(ctx, { cartId })));
    await Promise.all(more);
    const [own] = new Set(merged.map((cart) => cart?.id));
    expect(new Set(merged.map((cart) => cart?.id)).size).toBe(1);
    for (const cartId of carts) await mergeCarts(ctx, { cartId });
    expect(await quantitiesIn(own as string)).toEqual({ [first]: 40, [second]: 40 });
  });

  test('of two customers’ carts do not stand in each other’s way', async () => {
    const [one, other] = [await customer(), await customer()];
    const carts = await Promise.all(Array.from({ length: 10 }, () => cartOf({ [first]: 1 })));
    const merges = carts.flatMap((cartId, at) => (at % 2 ? [one, other] : [other, one]).map((ctx) => mergeCarts(ctx, { cartId })));
    await Promise.all(merges);
    const counts = await Promise.all([one, other].map(async (ctx) => (await mergeCarts(ctx, {}))?.count ?? 0));
    expect(counts.reduce((sum, count) => sum + count)).toBe(10);
  });
});

test('whatever is in two carts, the one that comes of them holds the sums within stock and limit', async () => {
  const stock = { low: 3, high: 900 };
  const low = (await sellBowl(desk.owner, { title: 'Low', stock: stock.low })).variantId;
  const high = (await sellBowl(desk.owner, { title: 'High', stock: stock.high })).variantId;
  const anyCart = fc.record({ [low]: fc.integer({ min: 0, max: 3 }), [high]: fc.integer({ min: 0, max: 700 }) });
  const check = fc.asyncProperty(anyCart, anyCart, async (mine, brought) => {
    const ctx = await customer();
    const filled = async (quantities: Quantities) => {
      const cartId = await cartOf({});
      for (const [variantId, quantity] of Object.entries(quantities)) await setCartLine(desk.guest, { cartId, variantId, quantity });
      return cartId;
    };
    await mergeCarts(ctx, { cartId: await filled(mine) });
    const cart = await mergeCarts(ctx, { cartId: await filled(brought) });
    const expected = (variantId: string, most: number) => Math.min((mine[variantId] ?? 0) + (brought[variantId] ?? 0), most);
    const held = await quantitiesIn(cart?.id as string);
    expect(held[low] ?? 0).toBe(expected(low, stock.low));
    expect(held[high] ?? 0).toBe(expected(high, stock.high));
  });
  await fc.assert(check, { numRuns: 12 });
});
