import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, inTransaction } from '#platform';
import { placeOrder } from '../checkout/place-order.ts';
import { addCartCode, addPromotionCodes, createPromotion, deletePromotion, getCart, removeCartCode, updatePromotion } from '../index.ts';
import { ADDRESS, fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { setCheckoutDetails } from '../carts/set-checkout-details.ts';
import { claimPromotions, releasePromotions } from './claim-promotions.ts';
import type { PromotionInput } from './promotion.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

type Counter = { owner: Ctx; guest: Ctx; variantId: string };

/** A shop of its own with one bowl for 48.00, so that promotions of other tests do not show. */
async function openCounter(): Promise<Counter> {
  const shop = await openShop(market.world);
  return { ...shop, variantId: (await sellBowl(shop.owner, { stock: 500 })).variantId };
}

const tenth = (changes: Partial<PromotionInput> = {}): PromotionInput => ({
  name: 'A tenth',
  effect: { kind: 'percent', bps: 1_000 },
  ...changes,
});

const cartOf = ({ guest, variantId }: Counter, quantity = 1) => fillCart(guest, [{ variantId, quantity }]);

async function cartFor(counter: Counter, email: string) {
  const cart = await cartOf(counter);
  await setCheckoutDetails(counter.guest, { cartId: cart.id, email, address: ADDRESS });
  return cart.id;
}

describe('a promotion', () => {
  test('that works by itself shows in the cart, and in the order', async () => {
    const counter = await openCounter();
    await createPromotion(counter.owner, tenth());
    const cart = await cartOf(counter, 2);
    expect(cart).toMatchObject({ subtotal: { amount: 9_600 }, discount: { amount: 960 }, total: { amount: 9_600 - 960 + 890 } });
    expect(cart.discounts).toEqual([{ name: 'A tenth', code: null, amount: { amount: 960, currency: 'EUR' } }]);
    const placed = await placeOrder(counter.guest, { cartId: cart.id });
    expect(placed).toMatchObject({ state: 'placed', order: { total: { amount: 9_530 } } });
  });

  test('with a code waits for it, whatever its letters, and can be taken out again', async () => {
    const counter = await openCounter();
    const { id } = await createPromotion(counter.owner, tenth({ needsCode: true }));
    await addPromotionCodes(counter.owner, { id, codes: ['spring10'] });
    const { id: cartId } = await cartOf(counter);
    expect(await getCart(counter.guest, { cartId })).toMatchObject({ discount: { amount: 0 } });
    expect(await addCartCode(counter.guest, { cartId, code: ' Spring10 ' })).toMatchObject({
      state: 'ok',
      cart: { discount: { amount: 480 } },
    });
    expect(await addCartCode(counter.guest, { cartId, code: 'SPRING10' })).toMatchObject({ cart: { codes: ['SPRING10'] } });
    expect(await removeCartCode(counter.guest, { cartId, code: 'spring10' })).toMatchObject({
      cart: { codes: [], discount: { amount: 0 } },
    });
  });

  test('says what its threshold is short of', async () => {
    const counter = await openCounter();
    const { id } = await createPromotion(counter.owner, tenth({ needsCode: true, leastSubtotal: 10_000, currency: 'EUR' }));
    await addPromotionCodes(counter.owner, { id, codes: ['BIG'] });
    const { id: cartId } = await cartOf(counter);
    const change = await addCartCode(counter.guest, { cartId, code: 'BIG' });
    expect(change).toMatchObject({ state: 'ok', cart: { idleCodes: [{ code: 'BIG', reason: 'below_subtotal', missing: 5_200 }] } });
  });

  test('is refused when it is over, off, not begun, or of another shop', async () => {
    const counter = await openCounter();
    const elsewhere = await openCounter();
    const made = async (name: string, changes: Partial<PromotionInput>, owner = counter.owner) => {
      const { id } = await createPromotion(owner, tenth({ name, needsCode: true, ...changes }));
      await addPromotionCodes(owner, { id, codes: [name] });
    };
    await made('OVER', { endsAt: '2020-01-01T00:00:00Z' });
    await made('LATER', { startsAt: '2200-01-01T00:00:00Z' });
    await made('OFF', { state: 'off' });
    await made('THEIRS', {}, elsewhere.owner);
    const { id: cartId } = await cartOf(counter);
    for (const code of ['OVER', 'LATER', 'OFF'])
      expect(await addCartCode(counter.guest, { cartId, code }), code).toMatchObject({ reason: 'code_not_open' });
    for (const code of ['THEIRS', 'NOSUCHCODE', 'x'])
      expect(await addCartCode(counter.guest, { cartId, code }), code).toMatchObject({ reason: 'no_such_code' });
  });

  test('for a first order is so once, and per buyer as often as it says', async () => {
    const counter = await openCounter();
    await createPromotion(counter.owner, tenth({ name: 'Welcome', firstOrder: true }));
    await createPromotion(counter.owner, tenth({ name: 'Twice', perBuyer: 2, priority: -1 }));
    const totals: number[] = [];
    for (let round = 0; round < 4; round++) {
      const placed = await placeOrder(counter.guest, { cartId: await cartFor(counter, 'Bea@example.com') });
      if (placed.state !== 'placed') throw new Error(placed.state);
      totals.push(placed.order.discount.amount);
    }
    expect(totals).toEqual([480 + 432, 480, 0, 0]);
    const other = await cartFor(counter, 'somebody-else@example.com');
    expect(await getCart(counter.guest, { cartId: other })).toMatchObject({ discount: { amount: 912 } });
  });
});

describe('limits', () => {
  test('a one-use code used 100 times at once is redeemed once', async () => {
    const counter = await openCounter();
    const { id } = await createPromotion(counter.owner, tenth({ needsCode: true }));
    await addPromotionCodes(counter.owner, { id, codes: ['ONCE'], usageLimit: 1 });
    const carts = await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        const cartId = await cartFor(counter, `buyer-${at}@example.com`);
        const change = await addCartCode(counter.guest, { cartId, code: 'ONCE' });
        expect(change.state).toBe('ok');
        return { cartId, total: change.cart!.total.amount };
      }),
    );
    const results = await Promise.all(carts.map(({ cartId, total }) => placeOrder(counter.guest, { cartId, expectedTotal: total })));
    const placed = results.filter((result) => result.state === 'placed');
    expect(placed).toHaveLength(1);
    expect(placed[0]).toMatchObject({ order: { discount: { amount: 480 } } });
    expect(results.filter((result) => result.state === 'refused' && result.reason === 'total_changed')).toHaveLength(99);
    const uses = await counter.owner.db
      .selectFrom('promotion_use')
      .select('cart_id')
      .where('shop_id', '=', counter.owner.shop.id)
      .execute();
    expect(uses).toHaveLength(1);
    const next = await getCart(counter.guest, { cartId: carts.find(({ cartId }) => cartId !== uses[0]!.cart_id)!.cartId });
    expect(next).toMatchObject({ discount: { amount: 0 }, idleCodes: [{ code: 'ONCE', reason: 'used_up' }] });
  });

  test('the limit of a promotion holds over all of its codes', async () => {
    const counter = await openCounter();
    const { id } = await createPromotion(counter.owner, tenth({ needsCode: true, usageLimit: 3 }));
    const codes = await addPromotionCodes(counter.owner, { id, count: 10, prefix: 'VIP' });
    const results = await Promise.all(
      codes.map(async ({ code }, at) => {
        const cartId = await cartFor(counter, `vip-${at}@example.com`);
        const change = await addCartCode(counter.guest, { cartId, code });
        return placeOrder(counter.guest, { cartId, expectedTotal: change.cart!.total.amount });
      }),
    );
    const discounted = results.filter((result) => result.state === 'placed' && result.order.discount.amount > 0);
    expect(discounted).toHaveLength(3);
    await expect(updatePromotion(counter.owner, { id, ...tenth({ needsCode: true, usageLimit: 2 }) })).rejects.toMatchObject({
      problems: [{ path: 'usageLimit' }],
    });
    await expect(deletePromotion(counter.owner, { id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await updatePromotion(counter.owner, { id, ...tenth({ needsCode: true, usageLimit: null }) })).toMatchObject({ used: 3 });
    expect(await updatePromotion(counter.owner, { id, ...tenth({ needsCode: true, usageLimit: 4 }) })).toMatchObject({ used: 3 });
  });

  test('a limit that is set later counts what was used before it', async () => {
    const counter = await openCounter();
    const { id } = await createPromotion(counter.owner, tenth());
    for (const email of ['a@example.com', 'b@example.com']) await placeOrder(counter.guest, { cartId: await cartFor(counter, email) });
    await updatePromotion(counter.owner, { id, ...tenth({ usageLimit: 2 }) });
    expect(await getCart(counter.guest, { cartId: await cartFor(counter, 'c@example.com') })).toMatchObject({ discount: { amount: 0 } });
  });

  test('a payment that comes to nothing gives its use back, once', async () => {
    const counter = await openCounter();
    const { id } = await createPromotion(counter.owner, tenth({ usageLimit: 1, perBuyer: 1 }));
    const cartId = await cartFor(counter, 'ada@example.com');
    const { owner } = counter;
    const discounts = [{ promotionId: id, code: null, name: 'A tenth', amount: 480 }];
    const claim = (cartId: string) => inTransaction(owner, (ctx) => claimPromotions(ctx, { cartId, email: 'ada@example.com', discounts }));
    expect(await claim(cartId)).toEqual({ state: 'ok' });
    const other = await cartFor(counter, 'ada@example.com');
    await expect(
      inTransaction(owner, async (ctx) => {
        const claimed = await claimPromotions(ctx, { cartId: other, email: 'ada@example.com', discounts });
        throw new Error(claimed.state);
      }),
    ).rejects.toThrow('used_up');
    for (let twice = 0; twice < 2; twice++) await inTransaction(owner, (ctx) => releasePromotions(ctx, cartId));
    expect(await claim(other)).toEqual({ state: 'ok' });
  });
});

describe('what comes in', () => {
  test.for([
    ['an amount without its currency', { effect: { kind: 'fixed', amount: 500 } }, 'currency'],
    ['an end before its start', { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' }, 'endsAt'],
    ['more than all', { effect: { kind: 'percent', bps: 10_001 } }, 'effect.bps'],
    ['a product of nobody', { productIds: ['0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7'] }, 'productIds.0'],
    ['a group of nobody', { groupId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' }, 'groupId'],
    ['no name', { name: ' ' }, 'name'],
  ] as const)('%s is refused', async ([, changes, path]) => {
    await expect(createPromotion(market.owner, tenth(changes as Partial<PromotionInput>))).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ path }],
    });
  });

  test('a name or a code that is taken is refused', async () => {
    const { owner } = await openCounter();
    const { id } = await createPromotion(owner, tenth({ needsCode: true }));
    await expect(createPromotion(owner, tenth())).rejects.toMatchObject({ problems: [{ path: 'name' }] });
    await addPromotionCodes(owner, { id, codes: ['TAKEN'] });
    await expect(addPromotionCodes(owner, { id, codes: ['FREE-1', 'taken'] })).rejects.toMatchObject({ problems: [{ path: 'codes.1' }] });
  });
});
