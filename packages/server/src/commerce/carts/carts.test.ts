import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addToCart,
  COUNTRIES,
  createCart,
  getCart,
  setCartLine,
  setCheckoutDetails,
  shippingCountries,
  updateProduct,
  withdrawProduct,
} from '../index.ts';
import { ADDRESS, fillCart, givePicture, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';

const EUR = (amount: number) => ({ amount, currency: 'EUR' });

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

test('a cart merges its lines, follows its buyer and counts', async () => {
  const { owner, guest } = market;
  const pictureId = await givePicture(owner);
  const { variantId, id, slug } = await sellBowl(owner, { pictures: [{ pictureId, altText: '' }] });
  const { id: cartId } = await createCart(guest);
  await addToCart(guest, { cartId, variantId, quantity: 1 });
  const added = await addToCart(guest, { cartId, variantId, quantity: 2 });
  expect(added).toMatchObject({
    state: 'ok',
    cart: {
      version: 3,
      count: 3,
      lines: [
        { variantId, productId: id, slug, quantity: 3, unitPrice: EUR(4800), total: EUR(14_400), stock: 5, picture: { id: pictureId } },
      ],
      subtotal: EUR(14_400),
      shipping: null,
      total: EUR(14_400),
      tax: EUR(2_597),
    },
  });
  expect(await setCartLine(guest, { cartId, variantId, quantity: 1 })).toMatchObject({ cart: { count: 1 } });
  expect(await setCartLine(guest, { cartId, variantId, quantity: 0 })).toMatchObject({ state: 'ok', cart: { lines: [], total: EUR(0) } });
});

test('two who add to one cart at the same time are both heard', async () => {
  const { owner, guest } = market;
  const { variantId } = await sellBowl(owner, { title: 'Shared', stock: 50 });
  const { id: cartId } = await createCart(guest);
  await Promise.all(Array.from({ length: 10 }, () => addToCart(guest, { cartId, variantId, quantity: 2 })));
  expect(await getCart(guest, { cartId })).toMatchObject({ count: 20, version: 11 });
});

test('a cart that is made is answered as it is kept', async () => {
  const made = await createCart(market.guest);
  expect(made).toEqual(await getCart(market.guest, { cartId: made.id }));
});

test('many who say at the same time who buys are all answered with what they said, and the last one stands', async () => {
  const { id: cartId } = await createCart(market.guest);
  const said = Array.from({ length: 12 }, (_, at) => `ada${at}@example.com`);
  const changes = await Promise.all(said.map((email) => setCheckoutDetails(market.guest, { cartId, email, address: ADDRESS })));
  expect(changes.map((change) => change.cart?.email)).toEqual(said);
  const last = changes.map((change) => change.cart!).toSorted((one, other) => other.version - one.version)[0]!;
  expect(last.version).toBe(13);
  expect(await getCart(market.guest, { cartId })).toEqual(last);
});

test('more than there is, and what is not on sale, is refused and changes nothing', async () => {
  const { owner, guest } = market;
  const { variantId, id } = await sellBowl(owner, { title: 'Scarce', stock: 2 });
  const { id: cartId } = await createCart(guest);
  await addToCart(guest, { cartId, variantId, quantity: 2 });
  const more = await addToCart(guest, { cartId, variantId, quantity: 1 });
  expect(more).toMatchObject({ state: 'refused', reason: 'out_of_stock', available: 2, cart: { count: 2 } });
  await withdrawProduct(owner, { id });
  expect(await setCartLine(guest, { cartId, variantId, quantity: 1 })).toMatchObject({ state: 'refused', reason: 'no_such_variant' });
  expect((await getCart(guest, { cartId })).lines).toMatchObject([{ quantity: 2, stock: 0 }]);
});

test('a cart that is not there is refused, whatever its id looks like', async () => {
  const { guest } = market;
  const variantId = '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7';
  for (const cartId of ['', 'nonsense', variantId]) {
    expect(await addToCart(guest, { cartId, variantId, quantity: 1 })).toEqual({ state: 'refused', reason: 'not_found', cart: null });
    await expect(getCart(guest, { cartId })).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('a cart costs what its goods cost today, and checkout details bring shipping', async () => {
  const { owner, guest } = market;
  const { variantId, id } = await sellBowl(owner, { title: 'Repriced' });
  const { id: cartId } = await createCart(guest);
  await addToCart(guest, { cartId, variantId, quantity: 1 });
  await updateProduct(owner, { id, price: EUR(5000) });
  expect((await getCart(guest, { cartId })).total).toEqual(EUR(5000));
  const change = await setCheckoutDetails(guest, { cartId, email: ' ada@example.com ', address: { ...ADDRESS, country: 'it' } });
  expect(change).toMatchObject({
    state: 'ok',
    cart: { email: 'ada@example.com', address: ADDRESS, shipping: EUR(890), total: EUR(5890), lines: [{ unitPrice: EUR(5000) }] },
  });
});

test('tax lies inside the prices or on top of them, as the shop says', async () => {
  const { owner, guest } = await openShop(market.world, { pricesIncludeTax: false, taxBps: 1_900, shippingFlat: 500 });
  const { variantId } = await sellBowl(owner);
  const cart = await fillCart(guest, [{ variantId, quantity: 2 }]);
  expect(cart).toMatchObject({ subtotal: EUR(9600), shipping: EUR(500), tax: EUR(1824 + 95), total: EUR(12_019), pricesIncludeTax: false });
});

test('a cart costs what its lines, shipping and tax cost, whatever is in it', async () => {
  const { owner, guest } = await openShop(market.world, { pricesIncludeTax: false, taxBps: 777, shippingFlat: 333 });
  const products = await Promise.all(
    [1, 999, 12_345].map((amount) => sellBowl(owner, { title: `Costs ${amount}`, stock: 100, price: EUR(amount) })),
  );
  const anyQuantities = fc.tuple(...products.map(() => fc.integer({ min: 1, max: 100 })));
  const check = fc.asyncProperty(anyQuantities, async (quantities) => {
    const cart = await fillCart(
      guest,
      products.map(({ variantId }, at) => ({ variantId, quantity: quantities[at]! })),
    );
    const lines = cart.lines.reduce((sum, line) => sum + line.total.amount, 0);
    expect(cart.lines.map((line) => line.total.amount)).toEqual(cart.lines.map((line) => line.quantity * line.unitPrice.amount));
    expect(cart.subtotal.amount).toBe(lines);
    expect(cart.total.amount).toBe(lines + cart.shipping!.amount + cart.tax.amount);
  });
  await fc.assert(check, { numRuns: 15 });
});

test.each([
  ['email', { email: 'nobody' }],
  ['email', { email: '' }],
  ['address.name', { address: { ...ADDRESS, name: ' ' } }],
  ['address.line1', { address: { ...ADDRESS, line1: '' } }],
  ['address.city', { address: { ...ADDRESS, city: undefined as unknown as string } }],
  ['address.postalCode', { address: { ...ADDRESS, postalCode: '' } }],
  ['address.country', { address: { ...ADDRESS, country: 'Italia' } }],
])('a mistake in %s is named', async (path, changes) => {
  const { id: cartId } = await createCart(market.guest);
  const details = { cartId, email: 'ada@example.com', address: ADDRESS, ...changes };
  await expect(setCheckoutDetails(market.guest, details)).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path }] });
});

test('a country without postal codes needs none, and one that is not served is refused', async () => {
  const { id: cartId } = await createCart(market.guest);
  const to = (country: string) =>
    setCheckoutDetails(market.guest, { cartId, email: 'ada@example.com', address: { ...ADDRESS, country, postalCode: '' } });
  expect(await to('AE')).toMatchObject({ state: 'ok' });
  expect(await to('KE')).toMatchObject({ state: 'refused', reason: 'country_not_served' });
});

test('every country has a name, and a shop serves its own', async () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(COUNTRIES).toHaveLength(249);
  expect(COUNTRIES.filter((code) => names.of(code) === undefined)).toEqual([]);
  const { guest } = await openShop(market.world, { country: 'KE' });
  const served = await shippingCountries(guest);
  expect(served).toContain('KE');
  expect(served.filter((code) => !COUNTRIES.includes(code))).toEqual([]);
});
