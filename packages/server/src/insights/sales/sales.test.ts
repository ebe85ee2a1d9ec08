import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder, type OrderView, placeOrder } from '#commerce';
import { fillCart, type Market, openMarket, openShop, sellBowl } from '../../commerce/testing/market.ts';
import { summarizeSales } from '../index.ts';

let market: Market;
beforeAll(async () => {
  const { world } = await openMarket();
  market = { world, ...(await openShop(world, { timeZone: 'UTC' })) };
});
afterAll(() => market.world.close());

const at = (instant: string) => ({ clock: { now: () => Temporal.Instant.from(instant) } });

async function buy(variantId: string, quantity: number, instant: string): Promise<OrderView> {
  const cart = await fillCart(market.guest, [{ variantId, quantity }]);
  const placed = await placeOrder({ ...market.guest, ...at(instant) }, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  return placed.order;
}

test('sales are summed by day, without cancelled orders and without other shops', async () => {
  const { owner, world } = market;
  const cup = await sellBowl(owner, { title: 'Cup', price: { amount: 1000, currency: 'EUR' }, stock: 50 });
  const vase = await sellBowl(owner, { title: 'Vase', price: { amount: 9000, currency: 'EUR' }, stock: 50 });
  await buy(cup.variantId, 9, '2026-11-17T23:59:59.999Z');
  await buy(cup.variantId, 2, '2026-11-18T00:00:00Z');
  await buy(vase.variantId, 1, '2026-11-20T23:59:59Z');
  await buy(cup.variantId, 1, '2026-11-20T10:00:00Z');
  await cancelOrder(owner, await buy(vase.variantId, 3, '2026-11-20T11:00:00Z'));

  const today = at('2026-11-20T12:00:00Z');
  const EUR = (amount: number) => ({ amount, currency: 'EUR' });
  expect(await summarizeSales({ ...owner, ...today }, { days: 3 })).toEqual({
    from: '2026-11-18',
    to: '2026-11-20',
    orders: 3,
    revenue: EUR(2890 + 9890 + 1890),
    average: EUR(4890),
    byDay: [
      { day: '2026-11-18', orders: 1, revenue: EUR(2890) },
      { day: '2026-11-19', orders: 0, revenue: EUR(0) },
      { day: '2026-11-20', orders: 2, revenue: EUR(11_780) },
    ],
    top: [
      { productId: vase.id, slug: 'vase', title: 'Vase', units: 1, revenue: EUR(9000) },
      { productId: cup.id, slug: 'cup', title: 'Cup', units: 3, revenue: EUR(3000) },
    ],
  });
  const { owner: stranger } = await openShop(world);
  const nothing = await summarizeSales({ ...stranger, ...today });
  expect(nothing).toMatchObject({ orders: 0, average: null, top: [] });
  expect(nothing.byDay).toHaveLength(30);
});

test('guests may not see sales, and a span must make sense', async () => {
  await expect(summarizeSales(market.guest)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(summarizeSales(market.owner, { days: 0 })).rejects.toMatchObject({ problems: [{ path: 'days' }] });
});

test('a day begins when it begins where the shop is', async () => {
  const { owner, guest } = await openShop(market.world, { timeZone: 'Asia/Kolkata' });
  const { variantId } = await sellBowl(owner);
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  await placeOrder({ ...guest, ...at('2026-11-18T18:30:00Z') }, { cartId: cart.id });
  const { from, to, byDay } = await summarizeSales({ ...owner, ...at('2026-11-19T18:29:59Z') }, { days: 2 });
  expect([from, to]).toEqual(['2026-11-18', '2026-11-19']);
  expect(byDay.map(({ orders }) => orders)).toEqual([0, 1]);
});
