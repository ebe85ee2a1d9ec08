import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { randomBytes } from 'node:crypto';
import { addDomain } from './domains.ts';

export const cases: WrongShopCases = {
  async plant({ owner }) {
    const host = `shop-${owner.shop.id.slice(-8)}.example.com`;
    await addDomain(owner, { host });
    return { host, slug: owner.shop.slug };
  },
  fields: {
    'delete /api/v1/shops/{slug} confirm': 'slug',
  },
  bodies: {
    'post /api/v1/shops': () => ({
      ...{ slug: `two-${randomBytes(4).toString('hex')}`, name: 'Second', currency: 'EUR', country: 'IT' },
      ...{ taxBps: 2200, shippingFlat: 890 },
    }),
  },
  answers: {
    'put /api/v1/shops/{slug}/suspension': [403],
    'delete /api/v1/shops/{slug}/suspension': [403],
    // No name server answers in a test.
    'post /api/v1/shop/domains/{host}/verification': [502],
  },
  last: ['delete /api/v1/shops/{slug}'],
};
