import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { markOrderPaid, noteOrder, placeOrder } from '../index.ts';
import { fillCart, sellBowl } from '../testing/market.ts';
import { issueInvoices } from './issue-invoice.ts';

export const cases: WrongShopCases = {
  async plant({ owner, guest, canary, ids }) {
    await noteOrder(owner, { id: ids.order as string, note: canary });
    const { variantId } = await sellBowl(owner, { title: canary, stock: 5 });
    const placed = await placeOrder(guest, { cartId: (await fillCart(guest, [{ variantId, quantity: 2 }])).id });
    if (placed.state !== 'placed') throw new Error(placed.state);
    await markOrderPaid(owner, { id: placed.order.id });
    await issueInvoices(owner, { orderId: placed.order.id });
    const { id } = await owner.db.selectFrom('invoice').select('id').where('order_id', '=', placed.order.id).executeTakeFirstOrThrow();
    const place = await owner.db.selectFrom('location').select('id').where('shop_id', '=', owner.shop.id).executeTakeFirstOrThrow();
    return { invoice: id, 'first-place': place.id };
  },
  fields: {
    'get /api/v1/orders cursor': 'order',
    'get /api/v1/orders/{id}/invoice invoiceId': 'invoice',
    'post /api/v1/orders/{id}/fulfil locationId': 'first-place',
  },
  bodies: {
    'post /api/v1/orders/{id}/fulfil': (ids) => ({ lines: [{ position: 0, quantity: 1 }], locationId: ids['first-place'] }),
    'post /api/v1/orders/{id}/cancel': () => ({ note: 'Not wanted.' }),
    'post /api/v1/orders/{id}/cancel-units': () => ({ lines: [{ position: 0, quantity: 1 }] }),
    'post /api/v1/orders/{id}/notes': () => ({ note: 'Called.' }),
  },
  answers: {
    // The planted order waits for its transfer: it has no invoice.
    'get /api/v1/orders/{id}/invoice': [404],
  },
};
