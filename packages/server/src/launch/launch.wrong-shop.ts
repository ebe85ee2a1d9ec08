import { newId } from '#platform';
import type { WrongShopCases } from '../testing/wrong-shop/cases.ts';

export const cases: WrongShopCases = {
  async plant({ owner, ids, canary }) {
    const launch = newId();
    await owner.db
      .insertInto('launch')
      .values({
        ...{ shop_id: owner.shop.id, id: launch, status: 'completed', name: canary, notes: canary, price: 4800, currency: 'EUR' },
        ...{ category: 'tableware', languages: ['en'], seconds: 8, stock: 1, seed: 1 },
        ...{ product_id: ids.product as string, product_slug: 'bowl' },
      })
      .execute();
    return { launch };
  },
  bodies: {
    'post /api/v1/launches': () => {
      const form = new FormData();
      form.set('name', 'Walnut bowl');
      return form;
    },
  },
  // A form without a photo is refused.
  answers: { 'post /api/v1/launches': [422] },
};
