import type { WrongShopCases } from '../testing/wrong-shop/cases.ts';
import { placeOrder } from './index.ts';
import { ADDRESS, bowl, fillCart, sellBowl } from './testing/market.ts';

export const cases: WrongShopCases = {
  async plant({ owner, guest, canary }) {
    const product = await sellBowl(owner, { title: canary, description: canary, stock: 500 });
    const lines = [{ variantId: product.variantId, quantity: 1 }];
    const placed = await placeOrder(guest, { cartId: (await fillCart(guest, lines)).id });
    if (placed.state !== 'placed') throw new Error(placed.state);
    const cart = await fillCart(guest, lines);
    return { product: product.id, variant: product.variantId, cart: cart.id, order: placed.order.id };
  },
  bodies: {
    'post /api/v1/products': () => bowl(),
    'post /api/v1/products/batch': () => ({ products: [bowl()] }),
    'put /api/v1/carts/{id}/details': () => ({ email: 'eve@example.com', address: ADDRESS }),
  },
  last: ['post /api/v1/products/{id}/withdraw'],
};
