import { data, redirect } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { problemOf } from '../../problems.ts';
import { shopPath } from '../../use-page.ts';
import { forgetCart } from '../cart.ts';
import type { Shop } from '../shop-of.ts';
import type { OrderRefusal } from '../types.ts';
import { addressOf, type DetailErrors, type Details, errorsAt } from './details.ts';

/** Why no order came of it: fields to mend, or one sentence about the whole. */
type CheckoutAnswer = {
  readonly details: Details;
  readonly errors: DetailErrors;
  readonly refusal: { readonly key: MessageKey; readonly toBasket: boolean } | null;
};

/**
 * Puts the details on the cart and orders it; answers with what to mend, or sends the buyer to the order.
 * `shown` is the total that the buyer saw, in minor units: nothing is ordered at another one.
 */
export async function placeWithDetails(shop: Shop, cartId: string, details: Details, shown: number) {
  const answer = await setDetails(shop, cartId, details);
  if ('errors' in answer) return mend(answer);
  if (answer.total !== shown) return mend({ details, errors: {}, refusal: { key: 'checkout.refused.changed', toBasket: false } });
  return place(shop, cartId, details);
}

/** Orders a cart. Pressed twice it finds the same order. */
export async function place(shop: Shop, cartId: string, details: Details) {
  const result = await shop.commerce.placeOrder(shop.ctx, { cartId });
  if (result.state === 'placed') {
    const headers = { 'set-cookie': forgetCart(shop) };
    return redirect(shopPath(shop.shopBase, `orders/${encodeURIComponent(result.order.code)}`), { headers });
  }
  const toBasket = result.reason === 'out_of_stock' || result.reason === 'empty' || result.reason === 'not_found';
  return mend({ details, errors: {}, refusal: { key: ORDER_REFUSALS[result.reason], toBasket } });
}

const ORDER_REFUSALS: Readonly<Record<OrderRefusal, MessageKey>> = {
  out_of_stock: 'checkout.refused.outOfStock',
  payment_declined: 'checkout.refused.payment',
  incomplete: 'checkout.refused.incomplete',
  empty: 'checkout.refused.gone',
  not_found: 'checkout.refused.gone',
  busy: 'checkout.refused.busy',
};

/** The total with these details, or what is wrong with them. */
async function setDetails({ commerce, ctx }: Shop, cartId: string, details: Details): Promise<CheckoutAnswer | { readonly total: number }> {
  try {
    const change = await commerce.setCheckoutDetails(ctx, { cartId, email: details.email, address: addressOf(details) });
    if (change.state === 'ok') return { total: change.cart.total.amount };
    if (change.reason === 'country_not_served') return { details, errors: { country: 'checkout.error.country' }, refusal: null };
    return { details, errors: {}, refusal: { key: 'checkout.refused.gone', toBasket: true } };
  } catch (error) {
    const errors = errorsAt(problemOf(error)?.problems.map(({ path }) => path) ?? []);
    if (Object.keys(errors).length === 0) throw error;
    return { details, errors, refusal: null };
  }
}

const mend = (answer: CheckoutAnswer) => data(answer, { status: answer.refusal ? 409 : 422 });
