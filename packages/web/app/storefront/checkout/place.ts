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
  readonly payment: string;
  readonly errors: DetailErrors;
  readonly refusal: { readonly key: MessageKey; readonly toBasket: boolean } | null;
};

/** What the buyer has sent. `shown` is the total that he saw, in minor units: nothing is ordered at another one. */
type Placing = { readonly cartId: string; readonly details: Details; readonly payment: string; readonly shown: number };

export const DECLINED = { key: 'checkout.refused.payment', toBasket: false } as const;

/** Puts the details on the cart and orders it; answers with what to mend, or sends the buyer to pay or to the order. */
export async function placeWithDetails(shop: Shop, placing: Placing) {
  const answer = await setDetails(shop, placing);
  return answer ? mend(answer) : place(shop, placing);
}

/** Orders a cart. Pressed twice it finds the same order. */
export async function place(shop: Shop, { cartId, details, payment, shown }: Placing) {
  const result = await shop.commerce.placeOrder(shop.ctx, { cartId, expectedTotal: shown, ...(payment && { payment }) });
  if (result.state !== 'refused') return follow(shop, result);
  const toBasket = result.reason === 'out_of_stock' || result.reason === 'empty' || result.reason === 'not_found';
  return mend({ details, payment, errors: {}, refusal: { key: ORDER_REFUSALS[result.reason], toBasket } });
}

type Placed = Exclude<Awaited<ReturnType<Shop['commerce']['placeOrder']>>, { state: 'refused' }>;

/** Where the buyer goes from here: to the order, to the payment, or to wait for it. */
export function follow(shop: Shop, placed: Placed): Response {
  if (placed.state === 'placed') {
    const headers = { 'set-cookie': forgetCart(shop) };
    return redirect(shopPath(shop.shopBase, `orders/${encodeURIComponent(placed.order.code)}`), { status: 303, headers });
  }
  if (placed.state === 'processing') return redirect(shopPath(shop.shopBase, 'checkout/return'), { status: 303 });
  const to = placed.action.type === 'redirect' ? placed.action.url : shopPath(shop.shopBase, 'checkout/pay');
  return redirect(to, { status: 303 });
}

const ORDER_REFUSALS: Readonly<Record<OrderRefusal, MessageKey>> = {
  out_of_stock: 'checkout.refused.outOfStock',
  payment_declined: 'checkout.refused.payment',
  incomplete: 'checkout.refused.incomplete',
  empty: 'checkout.refused.gone',
  not_found: 'checkout.refused.gone',
  busy: 'checkout.refused.busy',
  total_changed: 'checkout.refused.changed',
  no_such_payment: 'checkout.refused.noSuchPayment',
};

/** What is wrong with the details; nothing when the cart has them. */
async function setDetails({ commerce, ctx }: Shop, { cartId, details, payment }: Placing): Promise<CheckoutAnswer | undefined> {
  const own = { details, payment };
  try {
    const change = await commerce.setCheckoutDetails(ctx, { cartId, email: details.email, address: addressOf(details) });
    if (change.state === 'ok') return undefined;
    if (change.reason === 'country_not_served') return { ...own, errors: { country: 'checkout.error.country' }, refusal: null };
    return { ...own, errors: {}, refusal: { key: 'checkout.refused.gone', toBasket: true } };
  } catch (error) {
    const errors = errorsAt(problemOf(error)?.problems.map(({ path }) => path) ?? []);
    if (Object.keys(errors).length === 0) throw error;
    return { ...own, errors, refusal: null };
  }
}

const mend = (answer: CheckoutAnswer) => data(answer, { status: answer.refusal ? 409 : 422 });
