import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { createLocation, listMovements } from '../index.ts';

export const cases: WrongShopCases = {
  async plant({ owner, canary, ids }) {
    const { id: location } = await createLocation(owner, { name: canary });
    const { id: otherLocation } = await createLocation(owner, { name: `${canary} 2` });
    const first = await owner.db
      .selectFrom('location')
      .select('id')
      .where('shop_id', '=', owner.shop.id)
      .orderBy('position')
      .executeTakeFirstOrThrow();
    const [movement] = (await listMovements(owner, { variantId: ids.variant })).items;
    if (!movement) throw new Error('the product of commerce.wrong-shop.ts was never in stock');
    return { location, 'stock-movement': movement.id, 'other-location': otherLocation, 'first-location': first.id };
  },
  fields: {
    ...{ locationIds: 'location', fromLocationId: 'first-location', toLocationId: 'other-location' },
    'get /api/v1/stock cursor': 'variant',
    'get /api/v1/stock/{variantId}/reservations cursor': 'cart',
  },
  bodies: {
    'put /api/v1/locations/order': (ids) => ({ locationIds: [ids['other-location'], ids.location, ids['first-location']] }),
    'put /api/v1/locations/{id}/state': () => ({ state: 'closed' }),
    'post /api/v1/stock/batch': ({ location }) => ({ levels: [{ sku: 'NOBODY-HAS-THIS', locationId: location, onHand: 1 }] }),
    'put /api/v1/stock/{variantId}/count': ({ location }) => ({ locationId: location, onHand: 12 }),
    'post /api/v1/stock/{variantId}/receipts': ({ location }) => ({ locationId: location, quantity: 2 }),
    'post /api/v1/stock/{variantId}/losses': ({ location }) => ({ locationId: location, quantity: 1, reason: 'lost' }),
    'post /api/v1/stock/{variantId}/moves': (ids) => ({
      fromLocationId: ids['first-location'],
      toLocationId: ids['other-location'],
      quantity: 1,
    }),
    'put /api/v1/stock/{variantId}/backorder': ({ location }) => ({ locationId: location, limit: 3 }),
  },
  // Another place was made meanwhile, which the order would have to name.
  answers: { 'put /api/v1/locations/order': [422] },
  last: ['put /api/v1/locations/{id}/state'],
};
