import { afterAll, beforeAll, expect, test } from 'vitest';
import { countLevels, countStock, createLocation, getStock, listLocations, orderLocations } from '../index.ts';
import { type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { listsOfStock, questionsOfStock } from './testing/other-shop.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

test('in another shop nothing of this stock is found, changed or used', async () => {
  const { owner, world } = market;
  const { variantId } = await sellBowl(owner);
  const { id: locationId } = await createLocation(owner, { name: 'Ours' });
  const before = [await getStock(owner, { variantId }), await listLocations(owner)];
  const { owner: stranger } = await openShop(world);
  const ids = { variantId, locationId };
  for (const [name, ask] of Object.entries(questionsOfStock(stranger, ids)))
    await expect(ask(), name).rejects.toMatchObject({ code: 'not_found' });
  for (const [name, ask] of Object.entries(listsOfStock(stranger, ids))) expect(await ask(), name).toEqual([]);
  const own = await sellBowl(stranger, { title: 'Own' });
  await expect(countStock(stranger, { variantId: own.variantId, locationId, onHand: 1 })).rejects.toMatchObject({
    problems: [{ path: 'locationId' }],
  });
  await expect(orderLocations(stranger, { locationIds: [locationId] })).rejects.toMatchObject({ problems: [{ path: 'locationIds' }] });
  const levels = [
    { sku: (await getStock(owner, { variantId })).sku, onHand: 0 },
    { sku: own.variants[0]!.sku, locationId, onHand: 0 },
  ];
  const { results } = await countLevels(stranger, { levels });
  // Both shops number their products alike: the first SKU is the stranger's own bowl, or nobody's there.
  expect(results[1]).toMatchObject({ state: 'refused', message: 'This shop has no such place.' });
  expect([await getStock(owner, { variantId }), await listLocations(owner)]).toEqual(before);
});
