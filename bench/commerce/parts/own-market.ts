import { createPromotion, createTaxZone } from '../../../packages/server/src/commerce/index.ts';
import { ADDRESS, openShop } from '../../../packages/server/src/commerce/testing/market.ts';
import type { TestWorld } from '../../../packages/server/src/testing/test-world.ts';
import type { Buy } from './buy-many.ts';
import { fillShop, makeTitles, makeWords } from './catalogue.ts';
import { send } from './send.ts';

export type Market = { readonly slug: string; readonly productIds: readonly string[]; readonly variantIds: readonly string[] };

/** A shop of ours with so many products of three variants, with taxes of its own and a promotion that every order gets. */
export async function openMarket(world: TestWorld, products: number): Promise<Market> {
  const { owner } = await openShop(world);
  const productIds = await fillShop(owner, makeTitles(makeWords(4_000), products), null);
  await createTaxZone(owner, { name: 'Italy', places: [{ country: 'IT' }], rates: [{ category: 'standard', bps: 2_200 }] });
  await createPromotion(owner, { name: 'A tenth', effect: { kind: 'percent', bps: 1_000 } });
  const variants = await owner.db.selectFrom('variant').select('id').where('shop_id', '=', owner.shop.id).orderBy('id').execute();
  return { slug: owner.shop.slug, productIds, variantIds: variants.map(({ id }) => id) };
}

/** The seven requests of a guest. */
export const buyIn =
  ({ slug, variantIds }: Market, port: number): Buy =>
  async (agent, serial) => {
    const headers = { 'x-bottega-shop': slug };
    const ask = async (method: string, path: string, body?: object) =>
      (await send(agent, port, { method, path: `/api/v1${path}`, headers, body })).json;
    const { id } = await ask('POST', '/carts');
    await ask('POST', `/carts/${id}/lines`, { variantId: variantIds[(serial * 7_919) % variantIds.length], quantity: 2 });
    await ask('PUT', `/carts/${id}/details`, { email: `ada${serial}@example.com`, address: ADDRESS });
    const { items } = await ask('GET', `/carts/${id}/shipping-options`);
    await ask('PUT', `/carts/${id}/shipping`, { shippingRateId: (items as { rateId: string }[])[0]?.rateId });
    const { total } = await ask('GET', `/carts/${id}`);
    const began = performance.now();
    await ask('POST', `/carts/${id}/order`, { payment: 'manual', expectedTotal: (total as { amount: number }).amount });
    return performance.now() - began;
  };
