import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { addCartCode } from '../index.ts';
import { newTerms } from './testing/new-terms.ts';

const PROMOTION = { name: 'Another', needsCode: true, effect: { kind: 'percent', bps: 1_000 } };
const ZONE = { name: 'Another', places: [{ country: 'BV', region: '' }] };
const RATE = { name: 'Another', kind: 'flat', currency: 'EUR', amount: 890 };

export const cases: WrongShopCases = {
  async plant({ owner, canary, ids }) {
    const made = await newTerms(owner, { text: canary, variantId: ids.variant as string });
    await addCartCode(owner, { cartId: ids.cart as string, code: made['promotion-code'] });
    return made;
  },
  parameters: { 'codes/{code}': 'promotion-code', 'customer-credit/{customerId}': 'customer' },
  fields: {
    productIds: 'product',
    customerId: 'customer',
    'get /api/v1/price-lists/{id}/prices cursor': { word: '00000000-0000-7000-8000-000000000000.1' },
    'get /api/v1/promotions/{id}/codes cursor': { word: 'AAA' },
    'put /api/v1/carts/{id}/shipping shippingRateId': { word: 'standard' },
    'post /api/v1/quotes/try shippingRateId': { word: 'standard' },
  },
  bodies: {
    'post /api/v1/price-lists': (ids) => ({ name: 'Another', currency: 'EUR', state: 'off', groupId: ids['customer-group'] }),
    'put /api/v1/price-lists/{id}': (ids) => ({ name: 'Changed', currency: 'EUR', state: 'off', groupId: ids['customer-group'] }),
    'put /api/v1/price-lists/{id}/prices': ({ variant }) => ({ prices: [{ variantId: variant, amount: 2 }] }),
    'post /api/v1/tax-zones': () => ({ ...ZONE, rates: [{ category: 'standard', bps: 0 }] }),
    'put /api/v1/tax-zones/{id}': () => ({
      ...ZONE,
      name: 'Changed',
      places: [{ country: 'HM' }],
      rates: [{ category: 'standard', bps: 0 }],
    }),
    'post /api/v1/shipping-zones': () => ZONE,
    'put /api/v1/shipping-zones/{id}': () => ({ name: 'Changed', places: [{ country: '' }] }),
    'post /api/v1/shipping-zones/{id}/rates': () => RATE,
    'put /api/v1/shipping-rates/{id}': () => RATE,
    'post /api/v1/promotions': (ids) => ({ ...PROMOTION, productIds: [ids.product], groupId: ids['customer-group'] }),
    'put /api/v1/promotions/{id}': (ids) => ({ ...PROMOTION, name: 'Changed', productIds: [ids.product], groupId: ids['customer-group'] }),
    'post /api/v1/promotions/{id}/codes': () => ({ codes: [`CODE-${Math.trunc(performance.now())}`] }),
    'post /api/v1/quotes/try': (ids) => ({ lines: [{ variantId: ids.variant, quantity: 1 }], groupIds: [ids['customer-group']] }),
    'post /api/v1/gift-cards': () => ({ value: { amount: 100, currency: 'EUR' } }),
    'put /api/v1/gift-cards/{id}/state': () => ({ state: 'open' }),
    'post /api/v1/gift-cards/{id}/corrections': () => ({ key: 'wrong-shop', amount: 5, note: 'a test' }),
    'post /api/v1/customer-credit': ({ customer }) => ({
      customerId: customer,
      currency: 'EUR',
      key: 'wrong-shop-2',
      amount: 5,
      note: 'a test',
    }),
    'post /api/v1/carts/{id}/codes': (ids) => ({ code: ids['promotion-code'] }),
    'put /api/v1/carts/{id}/shipping': () => ({ shippingRateId: 'standard' }),
  },
  // The planted cart goes by the planted zone: the standard rate is none of its ways.
  answers: { 'put /api/v1/carts/{id}/shipping': [422] },
  // A group takes the prices that were made for it along.
  last: [
    'delete /api/v1/promotions/{id}',
    'delete /api/v1/price-lists/{id}',
    'delete /api/v1/shipping-zones/{id}',
    'delete /api/v1/customer-groups/{id}',
  ],
};
