import { setTimeout as sleep } from 'node:timers/promises';
import type { HeldPayment } from '@bottega/contracts';
import { type Ctx, isDatabaseAway } from '#platform';
import { priceCart } from '../carts/cart-facts.ts';
import { type CartRow, readCart } from '../carts/cart.store.ts';
import { loadOrder } from '../orders/order.store.ts';
import { isTakenOn } from '../payments/payment.ts';
import { defaultProvider, isOffered } from '../payments/offered-payments.ts';
import { beginAndClaim, isInStock, NOTHING_DUE } from './begin-payment.ts';
import type { PlaceOrder, PlaceOrderRefusal, PlaceOrderResult } from './checkout.ts';
import { completeOrder, type Taken } from './complete-order.ts';
import { dropPayment } from './drop-payment.ts';
import { giveUpPayment } from './give-up-payment.ts';
import { type ActivePayment, askProvider, noteHeld } from './settle-payment.ts';

const MOST_LOOKS = 8;

/** `mayBegin` is false for whoever is not the buyer at the till: a checkout that was given up meanwhile stays given up. */
type Placing = PlaceOrder & { readonly mayBegin?: false };

/**
 * Makes the cart's one order: reserves the stock, has the payment begun, and writes the order once it is taken on. Every look begins with
 * what is there, so repeating it, at once or after a crash, goes on where the last one stopped and finds the same order. When the buyer has
 * to do something at the provider, it says what; asked again after that, it goes on.
 * @throws ProviderError when the payment provider failed; the stock stays reserved, and repeating asks again under the same key
 */
export async function placeOrder(ctx: Ctx, input: Placing): Promise<PlaceOrderResult> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    try {
      const result = await takeNextStep(ctx, input);
      if (result) return result;
    } catch (error) {
      if (!isDatabaseAway(error) || look === MOST_LOOKS - 1) throw error;
      await sleep(Math.random() * 10 * 2 ** look); // at once, the next connection would be a dying one as well
    }
  }
  return refuse('busy');
}

/** One step further from where the cart stands; nothing when somebody has to look again. */
async function takeNextStep(ctx: Ctx, input: Placing): Promise<PlaceOrderResult | undefined> {
  const cart = await readCart(ctx, input.cartId);
  if (!cart) return refuse('not_found');
  if (cart.state === 'completed') return { state: 'placed', order: await loadOrder(ctx, { cartId: cart.id }) };
  if (cart.state === 'paying') return pay(ctx, cart, input);
  if (input.mayBegin === false) return refuse('payment_declined');
  return begin(ctx, cart, input);
}

async function begin(ctx: Ctx, cart: CartRow, { payment, expectedTotal }: PlaceOrder): Promise<PlaceOrderResult | undefined> {
  if (cart.lines.length === 0) return refuse('empty');
  if (cart.email === null || cart.address === null) return refuse('incomplete');
  if (!isInStock(cart)) return refuse('out_of_stock');
  const { quote, unpriced } = await priceCart(ctx, cart);
  if (unpriced.length > 0) return refuse('out_of_stock');
  if (quote.shippingRateId === null) return refuse('no_shipping');
  if (expectedTotal !== undefined && expectedTotal !== quote.total) return refuse('total_changed');
  if (payment !== undefined && !(await isOffered(ctx, payment))) return refuse('no_such_payment');
  const provider = quote.due === 0 ? NOTHING_DUE : (payment ?? (await defaultProvider(ctx)));
  const paying = await beginAndClaim(ctx, cart, { quote, provider });
  if (paying === 'changed') return refuse('total_changed');
  return paying && pay(ctx, paying, { cartId: cart.id });
}

async function pay(ctx: Ctx, cart: CartRow, wanted: PlaceOrder): Promise<PlaceOrderResult | undefined> {
  const { payment } = cart;
  if (!payment) throw new Error(`the cart ${cart.id} is being paid and has no payment`);
  if (payment.provider === NOTHING_DUE) return complete(ctx, cart, payment, null);
  if (wanted.payment !== undefined && wanted.payment !== payment.provider) {
    const kept = await giveUpPayment(ctx, cart, payment);
    return kept ? goOn(ctx, cart, payment, kept) : undefined;
  }
  return goOn(ctx, cart, payment, await askProvider(ctx, cart, payment));
}

/** What follows from how the payment stands at its provider. */
async function goOn(ctx: Ctx, cart: CartRow, payment: ActivePayment, held: HeldPayment): Promise<PlaceOrderResult | undefined> {
  if (isTakenOn(held.state)) return complete(ctx, cart, payment, held as Taken);
  if (held.state === 'declined' || held.state === 'cancelled') {
    await dropPayment(ctx, cart, { paymentId: payment.id, state: held.state, message: held.userMessage });
    return refuse('payment_declined', held.userMessage);
  }
  await noteHeld(ctx, payment, held);
  const shown = { id: payment.id, provider: payment.provider, amount: held.amount };
  if (held.state === 'requires_action' && held.action) return { state: 'action', payment: shown, action: held.action };
  return { state: 'processing', payment: shown };
}

async function complete(ctx: Ctx, cart: CartRow, payment: ActivePayment, taken: Taken): Promise<PlaceOrderResult | undefined> {
  const orderId = await completeOrder(ctx, cart, payment, taken);
  return orderId === undefined ? undefined : { state: 'placed', order: await loadOrder(ctx, { id: orderId }) };
}

const MESSAGES: Readonly<Record<PlaceOrderRefusal, string>> = {
  not_found: 'This cart is not there any more. Begin a new one.',
  empty: 'The cart is empty. Put something into it first.',
  incomplete: 'Give your e-mail address and where the order goes.',
  out_of_stock: 'Something in the cart has just been sold. Look at the cart again and lower its number or take it out.',
  no_shipping: 'There is no way of sending this there now. Take something out, or give another address.',
  total_changed: 'The total is not the one that you saw any more. Look at the cart again.',
  no_such_payment: 'This shop does not take that way of paying. Choose another.',
  payment_declined: 'The payment was declined. Try again or pay another way.',
  busy: 'Many people are buying this at the same moment. Try again.',
};

const refuse = (reason: PlaceOrderRefusal, message = MESSAGES[reason]): PlaceOrderResult => ({ state: 'refused', reason, message });
