import { isSecure, readCookie, writeCookie } from '../cookies.ts';
import { problemOf } from '../problems.ts';
import type { Shop } from './shop-of.ts';
import type { CartView } from './types.ts';

const COOKIE = 'cart';
const MONTH = 30 * 24 * 60 * 60;

/** The id of the cart that the visitor's browser remembers. */
export const cartIdOf = (request: Request): string | undefined => readCookie(request, COOKIE);

/** The visitor's cart in whatever state it is; null when there is none, or none that the shop still knows. */
export async function findCart(request: Request, { ctx, commerce, language }: Shop): Promise<CartView | null> {
  const cartId = cartIdOf(request);
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
  const made = await shop.commerce.createCart(shop.ctx, {});
  const isCustomer = shop.ctx.actor.type === 'customer';
  const cart = (isCustomer && (await shop.commerce.mergeCarts(shop.ctx, { cartId: made.id }))) || made;
  headers.append('set-cookie', rememberCart(shop, cart.id));
  return { cart, headers };
}

/** How many pieces the visitor has in the basket. */
export async function countInCart(request: Request, shop: Shop): Promise<number> {
  return (await findOpenCart(request, shop))?.count ?? 0;
}

/** Has the visitor's browser remember a cart. */
export const rememberCart = (shop: Shop, cartId: string): string => cartCookie(shop, cartId, MONTH);

/** Forgets a cart that became an order. */
export const forgetCart = (shop: Shop): string => cartCookie(shop, '', 0);

/** Scoped to the shop, out of scripts' reach. */
const cartCookie = ({ shopBase, shopUrl }: Shop, value: string, seconds: number): string =>
  writeCookie(COOKIE, value, { path: shopBase || '/', seconds, secure: isSecure(shopUrl), httpOnly: true });
