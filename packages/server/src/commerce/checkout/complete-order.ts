import type { HeldPayment } from '@bottega/contracts';
import { appendAudit, appendEvent, type Ctx, enqueueWorkflow, inTransaction, newId } from '#platform';
import type { CartQuote } from '../carts/cart-facts.ts';
import type { CartRow } from '../carts/cart.store.ts';
import { appendOrderChange } from '../orders/order.store.ts';
import type { OrderPaymentState } from '../orders/order.ts';
import { capturePaymentFlow } from '../payments/capture-payment.ts';
import type { TakenOn } from '../payments/payment.ts';
import { leavePaying } from './leave-paying.ts';
import type { ActivePayment } from './settle-payment.ts';

/** What the provider has taken on; null where nothing was due and no provider was asked. */
export type Taken = (HeldPayment & { readonly state: TakenOn }) | null;

/**
 * Writes the order of a cart whose payment was taken on, and queues what has to be captured with it. It does nothing when another request
 * has completed the cart: the caller looks again.
 */
export async function completeOrder(ctx: Ctx, cart: CartRow, payment: ActivePayment, taken: Taken): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await leavePaying(ctx, cart, 'completed'))) return;
    const orderId = newId();
    const quote = await insertOrder(ctx, orderId, cart, payment, paymentStateOf(taken));
    await settlePayment(ctx, orderId, payment, taken);
    await keepReservations(ctx, orderId, cart.id);
    await appendOrderChange(ctx, { orderId, event: 'placed' });
    const { order_code: code } = payment;
    const total = { amount: quote.total, currency: cart.currency };
    await appendEvent(ctx, { type: 'order.placed', subjectId: orderId, payload: { code, total } });
    await appendAudit(ctx, { action: 'order.place', subjectId: orderId, detail: { code, cart: cart.id } });
    if (taken?.state === 'approved' || taken?.state === 'authorised') await enqueueWorkflow(ctx, capturePaymentFlow.name, payment.id);
    if (taken === null || taken.state === 'captured') {
      await appendOrderChange(ctx, { orderId, event: 'paid' });
      await appendEvent(ctx, { type: 'order.paid', subjectId: orderId, payload: {} });
    }
  });
}

function paymentStateOf(taken: Taken): OrderPaymentState {
  if (taken === null || taken.state === 'captured') return 'paid';
  return taken.state === 'authorised' ? 'authorised' : 'awaiting';
}

async function insertOrder(
  ctx: Ctx,
  orderId: string,
  cart: CartRow,
  payment: ActivePayment,
  payment_state: OrderPaymentState,
): Promise<CartQuote> {
  const { email, address, billing_address, language, currency } = cart;
  if (email === null || address === null || cart.quote === null) throw new Error(`the cart ${cart.id} is being paid and lacks its details`);
  const { quote } = cart;
  if (quote.due !== payment.amount) throw new Error(`the cart ${cart.id} does not cost what was paid for it`);
  await ctx.db
    .insertInto('orders')
    .values({
      shop_id: ctx.shop.id,
      id: orderId,
      cart_id: cart.id,
      code: payment.order_code,
      state: 'placed',
      payment_state,
      email,
      language,
      address: JSON.stringify(address),
      billing_address: billing_address && JSON.stringify(billing_address),
      currency,
      subtotal: quote.subtotal,
      discount: quote.discount,
      shipping: quote.shipping,
      shipping_name: quote.shippingName,
      shipping_discount: quote.shippingDiscount,
      shipping_tax: quote.shippingTax,
      tax: quote.tax,
      total: quote.total,
      credit: quote.total - quote.due,
      discounts: JSON.stringify(quote.discounts),
      taxes: JSON.stringify(quote.taxes),
      prices_include_tax: quote.pricesIncludeTax,
      placed_at: ctx.clock.now().toString(),
    })
    .execute();
  await ctx.db
    .insertInto('order_line')
    .values(
      quote.lines.map((priced, position) => {
        const line = cart.lines[position]!;
        return {
          shop_id: ctx.shop.id,
          order_id: orderId,
          position,
          variant_id: line.variant_id,
          product_id: line.product_id,
          sku: line.sku,
          title: line.title,
          choices: '',
          picture_id: line.picture_id,
          quantity: priced.quantity,
          unit_amount: priced.unitAmount,
          discount: priced.discount,
          total: priced.total,
          tax_bps: priced.taxBps,
          tax: priced.tax,
        };
      }),
    )
    .execute();
  return quote;
}

async function settlePayment(ctx: Ctx, orderId: string, payment: ActivePayment, taken: Taken): Promise<void> {
  await ctx.db
    .updateTable('payment')
    .set({
      state: taken?.state ?? 'captured',
      order_id: orderId,
      reference: taken?.reference ?? null,
      payee: taken?.payee ?? null,
      captured: taken?.captured ?? 0,
      instructions: taken?.instructions ?? null,
      action: null,
      changed_at: ctx.clock.now().toString(),
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', payment.id)
    .execute();
}

/** What was promised to the cart for a while is promised to its order until it is sent. */
async function keepReservations(ctx: Ctx, orderId: string, cartId: string): Promise<void> {
  await ctx.db
    .updateTable('reservation')
    .set({ order_id: orderId, expires_at: null })
    .where('shop_id', '=', ctx.shop.id)
    .where('cart_id', '=', cartId)
    .execute();
}
