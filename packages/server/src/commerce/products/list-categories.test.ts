import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCategories } from './list-categories.ts';
import { withdrawProduct } from './move-product.ts';
import { type Market, openMarket, sellBowl } from '../testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

test('categories come fullest first, of equals the one with the newest product, and only with something on sale', async () => {
  const { owner, guest } = market;
  for (const category of ['garden', 'kitchen', 'kitchen', 'art']) await sellBowl(owner, { category });
  const { id } = await sellBowl(owner, { category: 'toys' });
  await withdrawProduct(owner, { id });
  expect(await listCategories(guest)).toEqual(['kitchen', 'art', 'garden']);
});
