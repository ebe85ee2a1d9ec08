import { ProviderError, type ShippingOffer } from '@bottega/contracts';
import { fakeShipping } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { placeOrder } from '../checkout/place-order.ts';
import {
  createShippingRate,
  createShippingZone,
  deleteShippingZone,
  getCart,
  listShippingOptions,
  listShippingZones,
  type RateInput,
  setCartShipping,
  setCheckoutDetails,
  shippingCountries,
  updateShippingRate,
} from '../index.ts';
import { ADDRESS, eventsOf, fillCart, manualPayment, openShop, sellBowl } from '../testing/market.ts';
import { priceOfRate, type RateTerms } from './shipping.ts';

/** What the carrier answers instead of its own prices. */
let answer: readonly ShippingOffer[] | undefined;
const carrier = fakeShipping({ answer: () => answer });
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld([manualPayment, carrier]);
});
afterAll(() => world?.close());

type Counter = { owner: Ctx; guest: Ctx; variantId: string; zone: string };

/** A shop with a zone for Italy, and a bowl of 1,200 g for 48.00. */
async function openCounter(): Promise<Counter> {
  const shop = await openShop(world);
  const { variantId } = await sellBowl(shop.owner, { stock: 100 });
  await shop.owner.db.updateTable('variant').set({ weight_grams: 1_200 }).where('shop_id', '=', shop.owner.shop.id).execute();
  const zone = await createShippingZone(shop.owner, { name: 'Italy', places: [{ country: 'IT' }] });
  return { ...shop, variantId, zone: zone.id };
}

const flat = (changes: Partial<Extract<RateInput, { kind: 'flat' }>> = {}): RateInput => ({
  ...{ name: 'Parcel', kind: 'flat', currency: 'EUR', amount: 690 },
  ...changes,
});

const cartOf = ({ guest, variantId }: Counter, quantity = 1) => fillCart(guest, [{ variantId, quantity }]);

describe('a rate of the shop’s own', () => {
  const rate = (changes: Partial<RateTerms>): RateTerms => ({
    ...{ id: 'r', name: 'Parcel', kind: 'flat', currency: 'EUR', amount: 690, steps: [], freeFrom: null, carrier: null, service: null },
    ...changes,
  });
  const steps = [
    { upTo: 1_000, amount: 500 },
    { upTo: 5_000, amount: 900 },
  ];
  test.for([
    ['flat', rate({}), { grams: 9_000, value: 100 }, 690],
    ['free from a threshold', rate({ freeFrom: 8_000 }), { grams: 1, value: 8_000 }, 0],
    ['just below the threshold', rate({ freeFrom: 8_000 }), { grams: 1, value: 7_999 }, 690],
    ['by weight, to the gram', rate({ kind: 'by_weight', steps }), { grams: 1_000, value: 1 }, 500],
    ['by weight, a gram more', rate({ kind: 'by_weight', steps }), { grams: 1_001, value: 1 }, 900],
    ['too heavy is not offered', rate({ kind: 'by_weight', steps }), { grams: 5_001, value: 1 }, undefined],
    ['by price', rate({ kind: 'by_price', steps: [...steps, { upTo: null, amount: 0 }] }), { grams: 1, value: 5_001 }, 0],
    ['in another currency', rate({ currency: 'USD' }), { grams: 1, value: 1 }, undefined],
  ] as const)('%s', ([, terms, goods, price]) => {
    expect(priceOfRate(terms, { ...goods, currency: 'EUR' })).toBe(price);
  });
});

describe('a cart', () => {
  test('is sent at the shop’s one price as long as it has no zones', async () => {
    const { owner, guest } = await openShop(world);
    const { variantId } = await sellBowl(owner);
    expect(await fillCart(guest, [{ variantId, quantity: 1 }])).toMatchObject({ shippingRateId: 'standard', shipping: { amount: 890 } });
  });

  test('takes the cheapest way until the buyer chooses, and the order keeps the choice', async () => {
    const counter = await openCounter();
    await createShippingRate(counter.owner, { zoneId: counter.zone, ...flat({ name: 'Courier', amount: 1_500 }) });
    const post = await createShippingRate(counter.owner, { zoneId: counter.zone, ...flat({ position: 1 }) });
    const { id: cartId } = await cartOf(counter);
    const { guest } = counter;
    expect(await getCart(guest, { cartId })).toMatchObject({ shippingRateId: post.id, shipping: { amount: 690 } });
    const options = await listShippingOptions(guest, { cartId });
    expect(options.map(({ name, price }) => [name, price.amount])).toEqual([
      ['Courier', 1_500],
      ['Parcel', 690],
    ]);
    const shippingRateId = options[0]!.rateId;
    expect(await setCartShipping(guest, { cartId, shippingRateId })).toMatchObject({ state: 'ok', cart: { shipping: { amount: 1_500 } } });
    expect(await setCartShipping(guest, { cartId, shippingRateId: 'standard' })).toMatchObject({ reason: 'no_such_rate' });
    expect(await placeOrder(guest, { cartId })).toMatchObject({
      state: 'placed',
      order: { shipping: { amount: 1_500 }, total: { amount: 6_300 } },
    });
  });

  test('goes only where a zone is, the region before the country before everywhere else', async () => {
    const counter = await openCounter();
    const { owner, guest } = counter;
    await createShippingRate(owner, { zoneId: counter.zone, ...flat() });
    expect(await shippingCountries(guest)).toEqual(['IT']);
    const { id: cartId } = await cartOf(counter);
    const sendTo = (country: string, region?: string) =>
      setCheckoutDetails(guest, { cartId, email: 'ada@example.com', address: { ...ADDRESS, country, ...(region ? { region } : {}) } });
    expect(await sendTo('DE')).toMatchObject({ reason: 'country_not_served' });
    const sardinia = await createShippingZone(owner, { name: 'Islands', places: [{ country: 'IT', region: 'IT-88' }] });
    await createShippingRate(owner, { zoneId: sardinia.id, ...flat({ amount: 990 }) });
    const world = await createShippingZone(owner, { name: 'World', places: [{ country: '' }] });
    await createShippingRate(owner, { zoneId: world.id, ...flat({ amount: 2_900 }) });
    expect(await sendTo('IT', '88')).toMatchObject({ cart: { shipping: { amount: 990 } } });
    expect(await sendTo('IT', 'RA')).toMatchObject({ cart: { shipping: { amount: 690 } } });
    expect(await sendTo('DE')).toMatchObject({ cart: { shipping: { amount: 2_900 } } });
    expect(await shippingCountries(guest)).toContain('JP');
    await expect(createShippingZone(owner, { name: 'Twice', places: [{ country: 'IT' }] })).rejects.toMatchObject({
      problems: [{ path: 'places' }],
    });
    await deleteShippingZone(owner, { id: sardinia.id });
    expect(await sendTo('IT', '88')).toMatchObject({ cart: { shipping: { amount: 690 } } });
  });

  test('that is too heavy for every rate cannot be ordered, and says so', async () => {
    const counter = await openCounter();
    await createShippingRate(counter.owner, {
      ...{ zoneId: counter.zone, name: 'Letter', kind: 'by_weight', currency: 'EUR', steps: [{ upTo: 2_000, amount: 400 }] },
    });
    expect(await cartOf(counter)).toMatchObject({ shipping: { amount: 400 } });
    const { id: cartId } = await cartOf(counter, 2);
    expect(await getCart(counter.guest, { cartId })).toMatchObject({ shipping: null, shippingRateId: null });
    expect(await placeOrder(counter.guest, { cartId })).toMatchObject({ state: 'refused', reason: 'no_shipping' });
  });
});

describe('a carrier', () => {
  const ask = (changes: object = {}): RateInput => ({
    name: 'Carrier',
    kind: 'carrier',
    currency: 'EUR',
    carrier: 'fake-shipping',
    ...changes,
  });

  test('is asked once for the same parcel, and each of its services is a way', async () => {
    const counter = await openCounter();
    await createShippingRate(counter.owner, { zoneId: counter.zone, ...ask({ amount: 50 }) });
    const before = carrier.calls.length;
    const { id: cartId } = await cartOf(counter);
    const options = await listShippingOptions(counter.guest, { cartId });
    expect(options.map(({ name, price, days }) => ({ name, amount: price.amount, days }))).toEqual([
      { name: 'Carrier: Fake standard', amount: 500 + 200 + 50, days: { least: 2, most: 4 } },
      { name: 'Carrier: Fake express', amount: 2_100 + 50, days: { least: 1, most: 1 } },
    ]);
    const [, express] = options;
    await setCartShipping(counter.guest, { cartId, shippingRateId: express!.rateId });
    expect(await getCart(counter.guest, { cartId })).toMatchObject({ shipping: { amount: 2_150 } });
    expect(carrier.calls.length - before).toBe(1);
  });

  test('that fails hides its rate, tells the staff once, and comes back', async () => {
    const counter = await openCounter();
    const { owner, guest, zone } = counter;
    const rate = await createShippingRate(owner, { zoneId: zone, ...ask({ service: 'express' }) });
    await createShippingRate(owner, { zoneId: zone, ...flat() });
    for (let twice = 0; twice < 2; twice++) carrier.failNext(new ProviderError('temporary', 'The carrier is being repaired.'));
    const { id: cartId } = await cartOf(counter, 3);
    expect((await listShippingOptions(guest, { cartId })).map(({ name }) => name)).toContain('Parcel');
    const failing = (await listShippingZones(owner))[0]!.rates.find(({ id }) => id === rate.id);
    expect(failing).toMatchObject({ failure: { message: 'The carrier is being repaired.' } });
    expect(await eventsOf(owner, rate.id)).toEqual(['carrier.failed']);
    expect((await listShippingOptions(guest, { cartId })).map(({ rateId }) => rateId)).toContain(`${rate.id}.express`);
    expect((await listShippingZones(owner))[0]!.rates.find(({ id }) => id === rate.id)).toMatchObject({ failure: null });
  });

  test('that crashes, lies about its currency or answers nonsense harms nobody', async () => {
    const counter = await openCounter();
    await createShippingRate(counter.owner, { zoneId: counter.zone, ...ask() });
    carrier.failNext('crash');
    expect(await cartOf(counter, 4)).toMatchObject({ count: 4, shipping: null });
    const price = { amount: 100, currency: 'EUR' };
    answer = [
      { service: 'good', label: 'Good', price },
      { service: 'dollars', label: 'Dollars', price: { amount: 100, currency: 'USD' } },
      { service: 'below', label: 'Below nothing', price: { amount: -1, currency: 'EUR' } },
      { service: 'half', label: 'Half a cent', price: { amount: 0.5, currency: 'EUR' } },
      { service: 'no name!', label: 'Nonsense', price },
      { service: 'late', label: 'Before it leaves', price, days: { least: 3, most: 1 } },
    ];
    const { id: cartId } = await cartOf(counter, 5);
    expect((await listShippingOptions(counter.guest, { cartId })).map(({ name }) => name)).toEqual(['Carrier: Good']);
    answer = undefined;
  });

  test('of nobody is refused', async () => {
    const counter = await openCounter();
    await expect(createShippingRate(counter.owner, { zoneId: counter.zone, ...ask({ carrier: 'nobody' }) })).rejects.toMatchObject({
      problems: [{ path: 'carrier' }],
    });
  });
});

test('steps that do not climb, and amounts below nothing, are refused at the edge and by the database', async () => {
  const { owner, zone } = await openCounter();
  const steps = [
    { upTo: 2_000, amount: 400 },
    { upTo: 1_000, amount: 300 },
  ];
  const wrong: RateInput = { name: 'Wrong', kind: 'by_weight', currency: 'EUR', steps };
  await expect(createShippingRate(owner, { zoneId: zone, ...wrong })).rejects.toMatchObject({ problems: [{ path: 'steps.1.upTo' }] });
  const { id } = await createShippingRate(owner, { zoneId: zone, ...flat() });
  for (const bad of ['[{"upTo": 1, "amount": -1}]', '[{"upTo": 1}]', '[{"upTo": "x", "amount": 1}]']) {
    const change = { kind: 'by_weight' as const, amount: 0, steps: bad };
    await expect(owner.db.updateTable('shipping_rate').set(change).where('id', '=', id).execute(), bad).rejects.toMatchObject({
      code: '23514',
    });
  }
  expect(await updateShippingRate(owner, { id, ...flat({ amount: 700 }) })).toMatchObject({ amount: 700 });
});
