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
  readonly codeError?: MessageKey;
  readonly refusal: { readonly key: MessageKey; readonly toBasket: boolean } | null;
};

/** What the buyer has sent. `shown` is the total that he saw, in minor units: nothing is ordered at another one. */
type Placing = {
  readonly cartId: string;
  readonly details: Details;
  readonly payment: string;
  readonly sending: string;
  readonly shown: number;
};

export const DECLINED = { key: 'checkout.refused.payment', toBasket: false } as const;

/** Puts the details on the cart and orders it; answers with what to mend, or sends the buyer to pay or to the order. */
export async function placeWithDetails(shop: Shop, placing: Placing) {
  const answer = await setDetails(shop, placing);
  return answer ? mend(answer) : place(shop, placing);
}

/** Takes the details and the way of sending, and shows the checkout with what follows from them. */
export async function update(shop: Shop, placing: Placing) {
  const answer = await setDetails(shop, placing);
  return answer ? mend(answer) : showAgain(shop);
}

/** Lays a code into the cart, and tells beside its field why not. What else was typed stays. */
export async function layCode(shop: Shop, { cartId, details, payment }: Placing, code: string) {
  const own = { details, payment, errors: {}, refusal: null };
  if (code.trim() === '') return mend({ ...own, codeError: 'checkout.code.empty' });
  const change = await shop.commerce.addCartCode(shop.ctx, { cartId, code });
  if (change.state === 'ok') return data<CheckoutAnswer>(own);
  return mend({ ...own, codeError: change.reason === 'no_such_code' ? 'checkout.code.unknown' : 'checkout.code.notOpen' });
}

export async function takeCode(shop: Shop, { cartId, details, payment }: Placing, code: string) {
  await shop.commerce.removeCartCode(shop.ctx, { cartId, code });
  return data<CheckoutAnswer>({ details, payment, errors: {}, refusal: null });
}

const showAgain = (shop: Shop) => redirect(shopPath(shop.shopBase, 'checkout'), { status: 303 });

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
  no_shipping: 'checkout.refused.noShipping',
  payment_declined: 'checkout.refused.payment',
  incomplete: 'checkout.refused.incomplete',
  empty: 'checkout.refused.gone',
  not_found: 'checkout.refused.gone',
  busy: 'checkout.refused.busy',
  total_changed: 'checkout.refused.changed',
  no_such_payment: 'checkout.refused.noSuchPayment',
};

/** What is wrong with the details; nothing when the cart has them. */
async function setDetails({ commerce, ctx }: Shop, { cartId, details, payment, sending }: Placing): Promise<CheckoutAnswer | undefined> {
  const own = { details, payment };
  try {
    const change = await commerce.setCheckoutDetails(ctx, { cartId, email: details.email, address: addressOf(details) });
    if (change.state === 'ok') {
      // A way that does not lead to this address is left out: the cheapest takes its place, and the total tells.
      if (sending !== '' && sending !== change.cart.shippingRateId)
        await commerce.setCartShipping(ctx, { cartId, shippingRateId: sending });
      return undefined;
    }
    if (change.reason === 'country_not_served') return { ...own, errors: { country: 'checkout.error.country' }, refusal: null };
    return { ...own, errors: {}, refusal: { key: 'checkout.refused.gone', toBasket: true } };
  } catch (error) {
    const errors = errorsAt(problemOf(error)?.problems.map(({ path }) => path) ?? []);
    if (Object.keys(errors).length === 0) throw error;
    return { ...own, errors, refusal: null };
  }
}

const mend = (answer: CheckoutAnswer) => data(answer, { status: answer.refusal ? 409 : 422 });
