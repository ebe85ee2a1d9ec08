import { isSecure, readCookie, writeCookie } from '../cookies.ts';
import { problemOf } from '../problems.ts';
import type { Shop } from './shop-of.ts';
import type { CartView } from './types.ts';

const COOKIE = 'cart';
const MONTH = 30 * 24 * 60 * 60;

/** The visitor's cart in whatever state it is; null when there is none, or none that the shop still knows. */
export async function findCart(request: Request, { ctx, commerce, language }: Shop): Promise<CartView | null> {
  const cartId = readCookie(request, COOKIE);
  if (!cartId) return null;
  try {
    return await commerce.getCart(ctx, { cartId, language });
  } catch (error) {
    const code = problemOf(error)?.code;
    if (code === 'not_found' || code === 'invalid_input') return null;
    throw error;
  }
}

/** The cart that things can still be put into, or null. */
export async function findOpenCart(request: Request, shop: Shop): Promise<CartView | null> {
  const cart = await findCart(request, shop);
  return cart?.state === 'completed' ? null : cart;
}

/** The visitor's open cart, or a new one together with the cookie that remembers it. */
export async function openCart(request: Request, shop: Shop): Promise<{ cart: CartView; headers: Headers }> {
  const headers = new Headers();
  const known = await findOpenCart(request, shop);
  if (known) return { cart: known, headers };
  const cart = await shop.commerce.createCart(shop.ctx, {});
  headers.append('set-cookie', cartCookie(shop, cart.id, MONTH));
  return { cart, headers };
}

/** How many pieces the visitor has in the basket. */
export async function countInCart(request: Request, shop: Shop): Promise<number> {
  return (await findOpenCart(request, shop))?.count ?? 0;
}

/** Forgets a cart that became an order. */
export const forgetCart = (shop: Shop): string => cartCookie(shop, '', 0);

/** Scoped to the shop, out of scripts' reach. */
const cartCookie = ({ shopBase, shopUrl }: Shop, value: string, seconds: number): string =>
  writeCookie(COOKIE, value, { path: shopBase || '/', seconds, secure: isSecure(shopUrl), httpOnly: true });
