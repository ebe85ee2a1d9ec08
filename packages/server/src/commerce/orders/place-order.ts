import { setTimeout as sleep } from 'node:timers/promises';
import { type Ctx, isDatabaseAway } from '#platform';
import { type CartRow, readCart } from '../carts/cart.store.ts';
import { askPayment } from '../payments/ask-payment.ts';
import { beginPayment } from './begin-payment.ts';
import { completeOrder } from './complete-order.ts';
import { dropPayment } from './drop-payment.ts';
import type { PlaceOrderRefusal, PlaceOrderResult } from './order.ts';
import { loadOrder } from './order.store.ts';

const MOST_LOOKS = 8;

/**
 * Makes the cart's one order: holds the stock, asks for the payment, writes the order. Every look begins with what is there, so
 * repeating it, at once or after a crash, goes on where the last one stopped and finds the same order.
 * @throws ProviderError when the payment provider failed; the stock stays held, and repeating asks again under the same key
 */
export async function placeOrder(ctx: Ctx, input: { cartId: string }): Promise<PlaceOrderResult> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    try {
      const result = await takeNextStep(ctx, input.cartId);
      if (result) return result;
    } catch (error) {
      if (!isDatabaseAway(error) || look === MOST_LOOKS - 1) throw error;
      await sleep(Math.random() * 10 * 2 ** look); // at once, the next connection would be a dying one as well
    }
  }
  return refuse('busy');
}

/** One step further from where the cart stands; nothing when somebody has to look again. */
async function takeNextStep(ctx: Ctx, cartId: string): Promise<PlaceOrderResult | undefined> {
  const cart = await readCart(ctx, cartId);
  if (!cart) return refuse('not_found');
  if (cart.state === 'completed') return { state: 'placed', order: await loadOrder(ctx, { cartId }) };
  if (cart.state === 'paying') return pay(ctx, cart);
  const reason = whyNot(cart);
  if (reason) return refuse(reason);
  await beginPayment(ctx, cart);
  return undefined;
}

/** Judged without a lock: who has no chance does not queue for the stock. */
function whyNot(cart: CartRow): PlaceOrderRefusal | undefined {
  if (cart.lines.length === 0) return 'empty';
  if (cart.email === null || cart.address === null) return 'incomplete';
  return cart.lines.some((line) => line.available < line.quantity) ? 'out_of_stock' : undefined;
}

async function pay(ctx: Ctx, cart: CartRow): Promise<PlaceOrderResult | undefined> {
  const payment = await readPayment(ctx, cart.id);
  if (!payment) return undefined;
  const result = await askPayment(ctx, payment);
  if (result.state === 'declined') {
    await dropPayment(ctx, cart, payment.id);
    return { state: 'refused', reason: 'payment_declined', message: result.userMessage };
  }
  await completeOrder(ctx, cart, payment, result);
  return undefined;
}

async function readPayment(ctx: Ctx, cartId: string) {
  const row = await ctx.db
    .selectFrom('payment')
    .select(['id', 'provider', 'order_code', 'amount', 'currency'])
    .where('shop_id', '=', ctx.shop.id)
    .where('cart_id', '=', cartId)
    .where('state', '=', 'prepared')
    .executeTakeFirst();
  return row && { id: row.id, provider: row.provider, orderCode: row.order_code, amount: { amount: row.amount, currency: row.currency } };
}

const MESSAGES: Readonly<Record<PlaceOrderRefusal, string>> = {
  not_found: 'This cart is not there any more. Begin a new one.',
  empty: 'The cart is empty. Put something into it first.',
  incomplete: 'Give your e-mail address and where the order goes.',
  out_of_stock: 'Something in the cart has just been sold. Look at the cart again and lower its number or take it out.',
  payment_declined: 'The payment was declined. Try again or pay another way.',
  busy: 'Many people are buying this at the same moment. Try again.',
};

const refuse = (reason: PlaceOrderRefusal): PlaceOrderResult => ({ state: 'refused', reason, message: MESSAGES[reason] });
