import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, prepareWorkflows } from '#platform';
import {
  addCartCode,
  correctCustomerCredit,
  createCustomer,
  createPromotion,
  getCurrentPrices,
  getPromotion,
  issueGiftCard,
  listPromotions,
  placeOrder,
  tryQuote,
} from '../index.ts';
import { fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { newTerms } from './testing/new-terms.ts';
import { deleteShopRows } from '../../platform/database/system-door.ts';
import { changesOfCarts, listsOfTerms, questionsOfTerms } from './testing/other-shop.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

test('in another shop nothing of these prices and terms is found, changed or used', async () => {
  const { owner, guest, world } = market;
  const { id: productId, variantId } = await sellBowl(owner);
  const terms = await newTerms(owner, { text: 'Ours', variantId });
  const { id: customer } = await createCustomer(owner, { email: `ours-${newId()}@example.com` });
  const { id: cart } = await fillCart(guest, [{ variantId, quantity: 1 }]);
  const ids = { ...terms, customer, cart };
  const before = await getPromotion(owner, { id: terms.promotion });
  const { owner: stranger } = await openShop(world);
  for (const [name, ask] of Object.entries(questionsOfTerms(stranger, ids))) {
    await expect(ask(), name).rejects.toMatchObject({ code: 'not_found' });
  }
  for (const [name, ask] of Object.entries(changesOfCarts(stranger, ids))) expect(await ask(), name).toMatchObject({ reason: 'not_found' });
  for (const [name, ask] of Object.entries(listsOfTerms(stranger))) expect(await ask(), name).toEqual([]);
  expect((await getCurrentPrices(stranger, { variantIds: [variantId] })).items).toEqual([]);
  await expect(tryQuote(stranger, { lines: [{ variantId, quantity: 1 }] })).rejects.toMatchObject({
    problems: [{ path: 'lines.0.variantId' }],
  });
  await expect(createPromotion(stranger, { name: 'x', effect: { kind: 'free_shipping' }, productIds: [productId] })).rejects.toMatchObject({
    problems: [{ path: 'productIds.0' }],
  });
  await expect(
    correctCustomerCredit(stranger, { customerId: customer, currency: 'EUR', key: 'stolen-12', amount: 1, note: 'x' }),
  ).rejects.toMatchObject({ problems: [{ path: 'customerId' }] });
  expect(await getPromotion(owner, { id: terms.promotion })).toEqual(before);
});

test('prices and terms, what was claimed and what was paid go with their shop', async () => {
  const { owner, guest } = await openShop(market.world);
  const { variantId } = await sellBowl(owner);
  const terms = await newTerms(owner, { text: 'Going', variantId });
  const { code } = await issueGiftCard(owner, { value: { amount: 500, currency: 'EUR' } });
  const { id: cartId } = await fillCart(guest, [{ variantId, quantity: 1 }]);
  for (const one of [code, terms['promotion-code']]) await addCartCode(guest, { cartId, code: one });
  expect(await placeOrder(guest, { cartId })).toMatchObject({ state: 'placed', order: { credit: { amount: 500 } } });
  await prepareWorkflows(market.world.ground, []);
  await deleteShopRows(market.world.database, owner.shop.id);
  expect(await listPromotions(owner)).toEqual([]);
});
