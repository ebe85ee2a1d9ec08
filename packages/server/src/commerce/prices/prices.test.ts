import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, newId } from '#platform';
import { placeOrder } from '../checkout/place-order.ts';
import {
  addToCart,
  createCart,
  createCustomer,
  createCustomerGroup,
  createPriceList,
  createPromotion,
  deletePriceList,
  getCart,
  getCurrentPrices,
  listPriceLists,
  listPrices,
  setCartLine,
  setCheckoutDetails,
  setCustomerGroups,
  tryQuote,
  updatePriceList,
  writePrices,
} from '../index.ts';
import { loadTerms, readTermsVersion } from '../terms/load-terms.ts';
import { ADDRESS, fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

type Counter = { owner: Ctx; guest: Ctx; variantId: string; sku: string; productId: string };

async function openCounter(): Promise<Counter> {
  const shop = await openShop(market.world);
  const { id, variantId, variants } = await sellBowl(shop.owner, { stock: 50 });
  return { ...shop, variantId, productId: id, sku: variants[0]!.sku };
}

const unitIn = async ({ guest }: Counter, cartId: string) => (await getCart(guest, { cartId })).lines[0]!.unitPrice;

describe('a price list', () => {
  test('lowers the price in carts from the moment that its price is written', async () => {
    const counter = await openCounter();
    const { id: cartId } = await fillCart(counter.guest, [{ variantId: counter.variantId, quantity: 1 }]);
    const { id } = await createPriceList(counter.owner, { name: 'Winter sale', currency: 'EUR' });
    expect(await unitIn(counter, cartId)).toEqual({ amount: 4_800, currency: 'EUR' });
    expect(await writePrices(counter.owner, { id, prices: [{ sku: counter.sku, amount: 4_000 }] })).toEqual({ written: 1, removed: 0 });
    expect(await unitIn(counter, cartId)).toEqual({ amount: 4_000, currency: 'EUR' });
    await writePrices(counter.owner, { id, prices: [{ variantId: counter.variantId, amount: 3_900 }] });
    expect(await unitIn(counter, cartId)).toEqual({ amount: 3_900, currency: 'EUR' });
    await updatePriceList(counter.owner, { id, name: 'Winter sale', currency: 'EUR', endsAt: '2020-01-01T00:00:00Z' });
    expect(await unitIn(counter, cartId)).toEqual({ amount: 4_800, currency: 'EUR' });
  });

  test('has prices by number: three for less each', async () => {
    const counter = await openCounter();
    const { id } = await createPriceList(counter.owner, { name: 'By number', currency: 'EUR' });
    await writePrices(counter.owner, { id, csv: `sku,least_quantity,amount\n${counter.sku},3,45.00\n${counter.sku},10,40.00\n` });
    const { id: cartId } = await fillCart(counter.guest, [{ variantId: counter.variantId, quantity: 2 }]);
    const units: number[] = [];
    for (const quantity of [2, 3, 10]) {
      await setCartLine(counter.guest, { cartId, variantId: counter.variantId, quantity });
      units.push((await unitIn(counter, cartId)).amount);
    }
    expect(units).toEqual([4_800, 4_500, 4_000]);
    expect((await listPrices(counter.owner, { id, limit: 1 })).next).toBeTruthy();
    const first = await listPrices(counter.owner, { id, limit: 1 });
    const second = await listPrices(counter.owner, { id, limit: 1, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ leastQuantity, amount }) => [leastQuantity, amount])).toEqual([
      [3, 4_500],
      [10, 4_000],
    ]);
    expect(await writePrices(counter.owner, { id, csv: `sku,least_quantity,amount\n${counter.sku},10,\n` })).toEqual({
      written: 0,
      removed: 1,
    });
  });

  test('for a group holds for its customers alone', async () => {
    const counter = await openCounter();
    const { owner, guest, variantId } = counter;
    const group = await createCustomerGroup(owner, { name: 'Trade' });
    const customer = await createCustomer(owner, { email: `trade-${newId()}@example.com` });
    await setCustomerGroups(owner, { id: customer.id, groupIds: [group.id] });
    const { id } = await createPriceList(owner, { name: 'Trade', currency: 'EUR', groupId: group.id });
    await writePrices(owner, { id, prices: [{ variantId, amount: 3_000 }] });
    const { id: cartId } = await fillCart(guest, [{ variantId, quantity: 1 }]);
    expect(await unitIn(counter, cartId)).toMatchObject({ amount: 4_800 });
    await owner.db
      .updateTable('cart')
      .set({ customer_id: customer.id })
      .where('shop_id', '=', owner.shop.id)
      .where('id', '=', cartId)
      .execute();
    expect(await unitIn(counter, cartId)).toMatchObject({ amount: 3_000 });
  });

  test('in another currency makes the shop sell in it, what has a price there', async () => {
    const counter = await openCounter();
    const { owner, guest, variantId } = counter;
    await expect(createCart(guest, { currency: 'USD' })).rejects.toMatchObject({ problems: [{ path: 'currency' }] });
    const { id } = await createPriceList(owner, { name: 'Dollars', currency: 'USD' });
    await writePrices(owner, { id, prices: [{ variantId, amount: 5_500 }] });
    const { variantId: unpriced } = await sellBowl(owner, { title: 'Mug' });
    const { id: cartId } = await createCart(guest, { currency: 'usd' });
    expect(await addToCart(guest, { cartId, variantId: unpriced, quantity: 1 })).toMatchObject({ reason: 'no_such_variant' });
    expect(await addToCart(guest, { cartId, variantId, quantity: 2 })).toMatchObject({
      cart: { total: { amount: 11_000, currency: 'USD' } },
    });
    await setCheckoutDetails(guest, { cartId, email: 'ada@example.com', address: ADDRESS });
    expect(await placeOrder(guest, { cartId }), 'the flat price of shipping is in euro').toMatchObject({ reason: 'no_shipping' });
    await deletePriceList(owner, { id });
    expect((await getCart(guest, { cartId })).lines).toMatchObject([{ stock: 0 }]);
    expect(await placeOrder(guest, { cartId })).toMatchObject({ state: 'refused' });
  });

  test('keeps its currency while it has prices, and its name to itself', async () => {
    const { owner, variantId } = await openCounter();
    const { id } = await createPriceList(owner, { name: 'One', currency: 'EUR' });
    await writePrices(owner, { id, prices: [{ variantId, amount: 1 }] });
    await expect(updatePriceList(owner, { id, name: 'One', currency: 'USD' })).rejects.toMatchObject({ problems: [{ path: 'currency' }] });
    await expect(createPriceList(owner, { name: 'One', currency: 'EUR' })).rejects.toMatchObject({ problems: [{ path: 'name' }] });
    await expect(createPriceList(owner, { name: 'Two', currency: 'XXZ' })).rejects.toMatchObject({ code: 'unknown_currency' });
    expect(await listPriceLists(owner)).toMatchObject([{ name: 'One', prices: 1 }]);
  });

  test.for([
    ['a variant of nobody', { prices: [{ variantId: newId(), amount: 1 }] }, 'prices.0.variantId'],
    ['a SKU of nobody', { prices: [{ sku: 'NOBODY', amount: 1 }] }, 'prices.0.sku'],
    ['a SKU of nobody in CSV', { csv: 'sku,amount\nNOBODY,1' }, 'csv'],
  ] as const)('refuses %s, and writes nothing then', async ([, input, path]) => {
    const { owner } = await openCounter();
    const { id } = await createPriceList(owner, { name: 'List', currency: 'EUR' });
    await expect(writePrices(owner, { id, ...input } as Parameters<typeof writePrices>[1])).rejects.toMatchObject({ problems: [{ path }] });
    expect((await listPrices(owner, { id })).items).toEqual([]);
  });
});

describe('what variants cost now', () => {
  test('is told with what they cost without a sale, and for more units', async () => {
    const { owner, guest, variantId } = await openCounter();
    const { variantId: other } = await sellBowl(owner, { title: 'Mug' });
    const { id } = await createPriceList(owner, { name: 'Sale', currency: 'EUR' });
    await writePrices(owner, {
      id,
      prices: [
        { variantId, amount: 4_000 },
        { variantId, leastQuantity: 10, amount: 3_500 },
      ],
    });
    const dollars = await createPriceList(owner, { name: 'Dollars', currency: 'USD' });
    await writePrices(owner, { id: dollars.id, prices: [{ variantId: other, amount: 5_500 }] });
    const money = (amount: number, currency = 'EUR') => ({ amount, currency });
    const { currencies, items } = await getCurrentPrices(guest, { variantIds: [variantId, other] });
    expect(currencies).toEqual(['EUR', 'USD']);
    expect(items).toEqual([
      { variantId, price: money(4_000), fullPrice: money(4_800), steps: [{ quantity: 10, price: money(3_500) }] },
      { variantId: other, price: money(4_800), fullPrice: money(4_800), steps: [] },
    ]);
    const abroad = await getCurrentPrices(guest, { variantIds: [variantId, other], currency: 'USD' });
    expect(abroad.items).toEqual([{ variantId: other, price: money(5_500, 'USD'), fullPrice: money(5_500, 'USD'), steps: [] }]);
  });

  test('is that of the groups of the customer who asks', async () => {
    const { owner, guest, variantId } = await openCounter();
    const group = await createCustomerGroup(owner, { name: 'Trade' });
    const { id: customerId } = await createCustomer(owner, { email: `member-${newId()}@example.com` });
    await setCustomerGroups(owner, { id: customerId, groupIds: [group.id] });
    const { id } = await createPriceList(owner, { name: 'Trade', currency: 'EUR', groupId: group.id });
    await writePrices(owner, { id, prices: [{ variantId, amount: 3_000 }] });
    const priceFor = async (ctx: Ctx) => (await getCurrentPrices(ctx, { variantIds: [variantId] })).items[0]?.price.amount;
    expect(await priceFor(guest)).toBe(4_800);
    expect(await priceFor({ ...guest, actor: { type: 'customer', id: customerId, email: 'member@example.com' } })).toBe(3_000);
  });
});

describe('the terms in memory', () => {
  test('are the same object until their version grows, and each write lets it grow', async () => {
    const { owner, variantId } = await openCounter();
    expect(await readTermsVersion(owner)).toBe(0);
    const { id } = await createPriceList(owner, { name: 'List', currency: 'EUR' });
    const before = await loadTerms(owner);
    expect(await loadTerms(owner)).toBe(before);
    expect(await loadTerms(owner, before.version)).toBe(before);
    await writePrices(owner, { id, prices: [{ variantId, amount: 1 }] });
    const after = await loadTerms(owner);
    expect(after.version).toBeGreaterThan(before.version);
  });

  test('do not grow by a write that is rolled back', async () => {
    const { owner } = await openCounter();
    await createPriceList(owner, { name: 'List', currency: 'EUR' });
    const before = await readTermsVersion(owner);
    await expect(createPriceList(owner, { name: 'List', currency: 'EUR' })).rejects.toThrow();
    expect(await readTermsVersion(owner)).toBe(before);
  });
});

describe('trying a quote', () => {
  test('tells of every promotion why it applies or not, and writes nothing', async () => {
    const { owner, variantId, productId } = await openCounter();
    const effect = { kind: 'percent', bps: 1_000 } as const;
    await createPromotion(owner, { name: 'Now', effect, productIds: [productId], priority: 9 });
    await createPromotion(owner, { name: 'Alone', effect, exclusive: true, priority: 8 });
    await createPromotion(owner, { name: 'Coded', effect, needsCode: true, priority: 7 });
    await createPromotion(owner, { name: 'Off', effect, state: 'off', priority: 6 });
    await createPromotion(owner, { name: 'Many', effect, leastQuantity: 5, priority: 5 });
    const { id } = await createPriceList(owner, { name: 'Sale', currency: 'EUR' });
    await writePrices(owner, { id, prices: [{ variantId, amount: 4_000 }] });
    const lines = [{ variantId, quantity: 2 }];
    const tried = await tryQuote(owner, { lines, place: { country: 'IT' }, codes: ['NONE'] });
    expect(tried.promotions.map(({ name, applies, reason, missing }) => [name, applies, reason, missing])).toEqual([
      ['Now', true, null, null],
      ['Alone', false, 'not_combinable', null],
      ['Coded', false, 'needs_code', null],
      ['Off', false, 'off', null],
      ['Many', false, 'below_quantity', 3],
    ]);
    expect(tried).toMatchObject({
      lines: [{ unitPrice: { amount: 4_000 }, fullPrice: { amount: 4_800 }, discount: { amount: 800 } }],
      total: { amount: 8_000 - 800 + 890 },
      unknownCodes: ['NONE'],
    });
    const carts = await owner.db.selectFrom('cart').select('id').where('shop_id', '=', owner.shop.id).execute();
    expect(carts).toEqual([]);
  });

  test('refuses a variant of nobody and one without a price in the currency', async () => {
    const { owner, variantId } = await openCounter();
    const path = 'lines.0.variantId';
    await expect(tryQuote(owner, { lines: [{ variantId: newId(), quantity: 1 }] })).rejects.toMatchObject({ problems: [{ path }] });
    await expect(tryQuote(owner, { lines: [{ variantId, quantity: 1 }], currency: 'USD' })).rejects.toMatchObject({ problems: [{ path }] });
  });
});
