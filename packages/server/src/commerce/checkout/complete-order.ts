import type { HeldPayment } from '@bottega/contracts';
import { sql } from 'kysely';
import { appendEvent, atOnce, type Ctx, inTransaction, insertAudit, insertEvent, newId } from '#platform';
import type { CartQuote } from '../carts/cart-facts.ts';
import type { CartRow } from '../carts/cart.store.ts';
import { appendOrderChange, insertOrderChange } from '../orders/order.store.ts';
import type { OrderPaymentState } from '../orders/order.ts';
import { beginCapture } from '../payments/begin-capture.ts';
import type { TakenOn } from '../payments/payment.ts';
import type { ActivePayment } from './settle-payment.ts';

/** What the provider has taken on; null where nothing was due and no provider was asked. */
export type Taken = (HeldPayment & { readonly state: TakenOn }) | null;

/**
 * Writes the order of a cart whose payment was taken on, and queues what has to be captured with it. Returns the order's id; nothing when
 * another request has completed the cart: the caller looks again.
 */
export async function completeOrder(ctx: Ctx, cart: CartRow, payment: ActivePayment, taken: Taken): Promise<string | undefined> {
  const orderId = newId();
  const write = async (ctx: Ctx) => ((await writeOrder(ctx, orderId, { cart, payment, taken })) ? orderId : undefined);
  if (taken?.state === 'awaiting_transfer') return atOnce(ctx, write);
  return inTransaction(ctx, async (ctx) => {
    if ((await write(ctx)) === undefined) return undefined;
    if (taken) await beginCapture(ctx, payment, taken);
    if (taken === null || taken.state === 'captured') {
      await appendOrderChange(ctx, { orderId, event: 'paid' });
      await appendEvent(ctx, { type: 'order.paid', subjectId: orderId, payload: {} });
    }
    return orderId;
  });
}

function paymentStateOf(taken: Taken): OrderPaymentState {
  if (taken === null || taken.state === 'captured') return 'paid';
  return taken.state === 'authorised' ? 'authorised' : 'awaiting';
}

/** What was fixed when the payment began. */
function quoteOf({ id, quote }: CartRow, payment: ActivePayment): CartQuote {
  if (quote === null) throw new Error(`the cart ${id} is being paid and has no quote`);
  if (quote.due !== payment.amount) throw new Error(`the cart ${id} does not cost what was paid for it`);
  return quote;
}

type Writing = { readonly cart: CartRow; readonly payment: ActivePayment; readonly taken: Taken };

/**
 * Takes the cart out of paying and writes its order, with the beginning of its history, its event and its audit entry, all in one
 * statement: of all who come with the same cart as it stands, one does. What was promised to the cart for a while is promised to its order
 * until it is sent. Whether that was the caller.
 */
async function writeOrder(ctx: Ctx, orderId: string, { cart, payment, taken }: Writing): Promise<boolean> {
  const shop = ctx.shop.id;
  const quote = quoteOf(cart, payment);
  const { order_code: code } = payment;
  const total = { amount: quote.total, currency: cart.currency };
  const ifCompleted = sql`from completed`;
  const now = ctx.clock.now().toString();
  const billing = cart.billing_address && JSON.stringify(cart.billing_address);
  const { rows } = await sql`
    with completed as (
      update cart set state = 'completed', version = version + 1
      where shop_id = ${shop} and id = ${cart.id} and state = 'paying' and version = ${cart.version}
      returning id
    ), placed as (
      insert into orders (shop_id, id, cart_id, customer_id, code, state, payment_state, email, language, address, billing_address, currency,
        subtotal, discount, shipping, shipping_name, shipping_discount, shipping_tax, tax, total, credit, discounts, taxes,
        prices_include_tax, placed_at)
      select ${shop}, ${orderId}, id, ${cart.customer_id}::uuid, ${code}, 'placed', ${paymentStateOf(taken)}, ${cart.email},
        ${cart.language}, ${JSON.stringify(cart.address)}::jsonb, ${billing}::jsonb, ${cart.currency}, ${quote.subtotal}, ${quote.discount},
        ${quote.shipping}, ${quote.shippingName}, ${quote.shippingDiscount}, ${quote.shippingTax}, ${quote.tax}, ${quote.total},
        ${quote.total - quote.due}, ${JSON.stringify(quote.discounts)}::jsonb, ${JSON.stringify(quote.taxes)}::jsonb,
        ${quote.pricesIncludeTax}, ${now}
      from completed
    ), lines as (
      insert into order_line (shop_id, order_id, position, variant_id, product_id, sku, title, choices, picture_id, quantity, unit_amount,
        discount, total, tax_bps, tax)
      select ${shop}, ${orderId}, line.*
      from completed, jsonb_to_recordset(${JSON.stringify(linesOf(cart, quote))}::jsonb) as line(position int, variant_id uuid,
        product_id uuid, sku text, title text, choices text, picture_id uuid, quantity int, unit_amount bigint, discount bigint,
        total bigint, tax_bps int, tax bigint)
    ), settled as (
      update payment set state = ${taken?.state ?? 'captured'}, order_id = ${orderId}, reference = ${taken?.reference ?? null},
        payee = ${taken?.payee ?? null}, captured = ${taken?.captured ?? 0}, instructions = ${taken?.instructions ?? null}, action = null,
        changed_at = ${now}
      from completed where payment.shop_id = ${shop} and payment.id = ${payment.id}
    ), kept as (
      update reservation set order_id = ${orderId}, expires_at = null
      from completed where reservation.shop_id = ${shop} and reservation.cart_id = completed.id
    ), begun as (${insertOrderChange(ctx, { orderId, event: 'placed' }, ifCompleted)}
    ), told as (${insertEvent(ctx, { type: 'order.placed', subjectId: orderId, payload: { code, total } }, ifCompleted)}
    ), audited as (${insertAudit(ctx, { action: 'order.place', subjectId: orderId, detail: { code, cart: cart.id } }, ifCompleted)}
    )
    select id from completed`.execute(ctx.db);
  return rows.length > 0;
}

/** What the order keeps of each line, whatever becomes of the product. */
function linesOf(cart: CartRow, quote: CartQuote) {
  return quote.lines.map((priced, position) => {
    const { variant_id, product_id, sku, title, choices, picture_id } = cart.lines[position]!;
    const { quantity, unitAmount: unit_amount, discount, total, taxBps: tax_bps, tax } = priced;
    return {
      ...{ position, variant_id, product_id, sku, title, choices: choices.join(' · '), picture_id },
      ...{ quantity, unit_amount, discount, total, tax_bps, tax },
    };
  });
}
