import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '#platform';
import { placeOrder } from '../checkout/place-order.ts';
import { createTaxZone, deleteTaxZone, getCart, listTaxZones, setCheckoutDetails, updateTaxZone } from '../index.ts';
import { ADDRESS, fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

async function openCounter(changes: { pricesIncludeTax?: boolean } = {}): Promise<{ owner: Ctx; guest: Ctx; cartId: string }> {
  const shop = await openShop(market.world, { shippingFlat: 1_000, ...changes });
  const { variantId } = await sellBowl(shop.owner, { price: { amount: 10_000, currency: 'EUR' }, stock: 50 });
  return { ...shop, cartId: (await fillCart(shop.guest, [{ variantId, quantity: 1 }])).id };
}

const zone = (country: string, bps: number, more: object = {}) => ({
  ...{ name: country || 'World', places: [{ country }], rates: [{ category: 'standard', bps }] },
  ...more,
});

const sendTo = async (guest: Ctx, cartId: string, country: string, region = '') => {
  await setCheckoutDetails(guest, { cartId, email: 'ada@example.com', address: { ...ADDRESS, country, region } });
  return getCart(guest, { cartId });
};

describe('the rate that holds', () => {
  test('is the shop’s own where no zone says otherwise', async () => {
    const { guest, cartId } = await openCounter();
    expect((await getCart(guest, { cartId })).taxes).toMatchObject([{ bps: 2_200 }]);
  });

  test('is that of where it goes; prices with tax inside stay the same', async () => {
    const { owner, guest, cartId } = await openCounter();
    await createTaxZone(owner, zone('DE', 1_900));
    const german = await sendTo(guest, cartId, 'DE');
    expect(german).toMatchObject({ total: { amount: 11_000 }, tax: { amount: 1_597 + 160 }, taxes: [{ bps: 1_900 }] });
    const french = await sendTo(guest, cartId, 'FR');
    expect(french).toMatchObject({ total: { amount: 11_000 }, taxes: [{ bps: 2_200 }] });
  });

  test('comes on top where prices are without it, of regions too', async () => {
    const { owner, guest, cartId } = await openCounter({ pricesIncludeTax: false });
    await createTaxZone(owner, zone('US', 0));
    await createTaxZone(owner, zone('US', 725, { name: 'California', places: [{ country: 'US', region: 'ca' }], shippingCategory: null }));
    expect(await sendTo(guest, cartId, 'US', 'NY')).toMatchObject({ tax: { amount: 0 }, total: { amount: 11_000 } });
    expect(await sendTo(guest, cartId, 'US', 'CA')).toMatchObject({ tax: { amount: 725 }, total: { amount: 11_725 } });
  });

  test('is that of the category of the goods; shipping takes the category that the zone says', async () => {
    const { owner, guest, cartId } = await openCounter({ pricesIncludeTax: false });
    await owner.db.updateTable('product').set({ tax_category: 'books' }).where('shop_id', '=', owner.shop.id).execute();
    const rates = [
      { category: 'standard', bps: 2_200 },
      { category: 'books', bps: 400 },
    ];
    const made = await createTaxZone(owner, zone('IT', 0, { rates }));
    const cart = await getCart(guest, { cartId });
    expect(cart.taxes.map(({ bps, base, tax }) => [bps, base.amount, tax.amount])).toEqual([
      [400, 10_000, 400],
      [2_200, 1_000, 220],
    ]);
    await updateTaxZone(owner, { id: made.id, ...zone('IT', 0, { rates, shippingCategory: 'books' }) });
    expect((await getCart(guest, { cartId })).taxes).toMatchObject([{ bps: 400, base: { amount: 11_000 } }]);
    const placed = await placeOrder(guest, { cartId });
    expect(placed).toMatchObject({ state: 'placed', order: { tax: { amount: 440 }, total: { amount: 11_440 } } });
  });

  test('follows each change at once, and goes back when the zone is gone', async () => {
    const { owner, guest, cartId } = await openCounter();
    const { id } = await createTaxZone(owner, zone('', 500));
    expect((await getCart(guest, { cartId })).taxes).toMatchObject([{ bps: 500 }]);
    await deleteTaxZone(owner, { id });
    expect((await getCart(guest, { cartId })).taxes).toMatchObject([{ bps: 2_200 }]);
    expect(await listTaxZones(owner)).toEqual([]);
  });
});

describe('what comes in', () => {
  test.for([
    ['no rate for standard', zone('IT', 1, { rates: [{ category: 'books', bps: 400 }], shippingCategory: 'books' }), 'rates'],
    ['two rates for one category', zone('IT', 1, { rates: [0, 1].map((bps) => ({ category: 'standard', bps })) }), 'rates.1'],
    ['a rate above 100 %', zone('IT', 10_001), 'rates.0.bps'],
    ['shipping by a category without a rate', zone('IT', 1, { shippingCategory: 'books' }), 'shippingCategory'],
    ['a country that is none', zone('XX', 1), 'places.0.country'],
    ['a region without its country', zone('', 1, { places: [{ country: '', region: 'CA' }] }), 'places.0.region'],
    ['no place', zone('IT', 1, { places: [] }), 'places'],
  ] as const)('%s is refused', async ([, input, path]) => {
    await expect(createTaxZone(market.owner, input)).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path }] });
  });

  test('a name or a place that another zone has is refused', async () => {
    const { owner } = await openShop(market.world);
    const { id } = await createTaxZone(owner, zone('AT', 2_000));
    await createTaxZone(owner, zone('CH', 810));
    await expect(createTaxZone(owner, zone('AT', 1, { places: [{ country: 'BE' }] }))).rejects.toMatchObject({
      problems: [{ path: 'name' }],
    });
    await expect(updateTaxZone(owner, { id, ...zone('AT', 1, { places: [{ country: 'CH' }] }) })).rejects.toMatchObject({
      problems: [{ path: 'places' }],
    });
    expect(await listTaxZones(owner)).toMatchObject([{ name: 'AT', places: [{ country: 'AT', region: '' }] }, { name: 'CH' }]);
  });
});
