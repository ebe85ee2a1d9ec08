import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { createCategory } from '../index.ts';

export const cases: WrongShopCases = {
  async plant({ owner, canary }) {
    return { category: (await createCategory(owner, { name: `${canary} kinds` })).slug };
  },
  parameters: { 'categories/{slug}': 'category', 'texts/{language}': { word: 'it' } },
  fields: { 'patch /api/v1/products/{id}/variants id': 'variant' },
  bodies: {
    'post /api/v1/products/{id}/pictures': () => new FormData(),
    'put /api/v1/products/{id}/options': () => ({ options: [] }),
    'post /api/v1/products/{id}/variants': ({ picture }) => ({ price: { amount: 4800, currency: 'EUR' }, pictureIds: [picture] }),
    'patch /api/v1/products/{id}/variants': ({ variant }) => ({ variants: [{ id: variant, stock: 400 }] }),
    'patch /api/v1/categories/{slug}': () => ({ position: 1 }),
    'post /api/v1/categories': () => ({ name: 'New kinds' }),
  },
  // A form without a photo is refused.
  // The picture is the shop's and may be none of the product's.
  answers: { 'patch /api/v1/products/{id}/variants/{variantId}': [200, 422], 'post /api/v1/products/{id}/pictures': [422] },
};
