import { type PaymentResult, ProviderError } from '@bottega/contracts';
import { appendAudit, appendEvent, type Ctx, inTransaction, newId } from '#platform';
import { type CartRow, leavePaying, totalsOfCart } from '../carts/cart.store.ts';
import type { BegunPayment } from '../payments/ask-payment.ts';
import { writeMove } from './move-order.ts';
import { appendOrderChange } from './order.store.ts';

type Taken = Exclude<PaymentResult, { state: 'declined' }>;

/**
 * Writes the order of a cart whose payment the provider has taken on. It does nothing when another request has completed the cart:
 * the caller looks again.
 * @throws ProviderError unsupported when the money is only authorised
 */
export async function completeOrder(ctx: Ctx, cart: CartRow, payment: BegunPayment, taken: Taken): Promise<void> {
  if (taken.state === 'authorised')
    throw new ProviderError('unsupported', 'The payment is reserved but not taken: let the provider take it at once.');
  await inTransaction(ctx, async (ctx) => {
    if (!(await leavePaying(ctx, cart, { state: 'completed' }))) return;
    const orderId = newId();
    await insertOrder(ctx, orderId, cart, payment);
    await settlePayment(ctx, orderId, payment, taken);
    await appendOrderChange(ctx, { orderId, from: null, to: 'placed' });
    const { orderCode: code, amount: total } = payment;
    await appendEvent(ctx, { type: 'order.placed', subjectId: orderId, payload: { code, total } });
    await appendAudit(ctx, { action: 'order.place', subjectId: orderId, detail: { code, cart: cart.id } });
    if (taken.state === 'captured') await writeMove(ctx, { orderId, move: 'pay', from: 'placed' });
  });
}

async function insertOrder(ctx: Ctx, orderId: string, cart: CartRow, payment: BegunPayment): Promise<void> {
  const { email, address, tax_bps, prices_include_tax } = cart;
  if (email === null || address === null || tax_bps === null || prices_include_tax === null)
    throw new Error(`the cart ${cart.id} is being paid and lacks its details`);
  const totals = totalsOfCart(ctx, cart);
  if (totals.total !== payment.amount.amount) throw new Error(`the cart ${cart.id} does not cost what was paid for it`);
  await ctx.db
    .insertInto('orders')
    .values({
      shop_id: ctx.shop.id,
      id: orderId,
      cart_id: cart.id,
      code: payment.orderCode,
      state: 'placed',
      email,
      address: JSON.stringify(address),
      currency: cart.currency,
      subtotal: totals.subtotal,
      shipping: totals.shipping,
      tax: totals.tax,
      total: totals.total,
      tax_bps,
      prices_include_tax,
      placed_at: ctx.clock.now().toString(),
    })
    .execute();
  await ctx.db
    .insertInto('order_line')
    .values(
      totals.lines.map((sums, position) => ({ shop_id: ctx.shop.id, order_id: orderId, position, ...lineAt(cart, position), ...sums })),
    )
    .execute();
}

/** What the order keeps of a line, whatever becomes of the product. */
function lineAt(cart: CartRow, position: number) {
  const { available: _, slug: __, ...line } = cart.lines[position]!;
  return line;
}

async function settlePayment(ctx: Ctx, orderId: string, payment: BegunPayment, taken: Taken): Promise<void> {
  await ctx.db
    .updateTable('payment')
    .set({ state: 'awaiting_transfer', order_id: orderId, reference: taken.reference, instructions: taken.instructions ?? null })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', payment.id)
    .execute();
}
