import { appendAudit, type Ctx, inTransaction } from '#platform';
import { type CartRow, leavePaying } from '../carts/cart.store.ts';
import { lockStock, returnStock } from '../inventory/stock.ts';

/** Open again, with nothing fixed. */
const REOPENED = { state: 'open', shipping: null, tax_bps: null, prices_include_tax: null, paying_since: null } as const;

/** After a declined payment: puts the stock back and opens the cart again, unless another request has done so. */
export async function dropPayment(ctx: Ctx, cart: CartRow, paymentId: string): Promise<void> {
  const units = cart.lines.map((line) => ({ variantId: line.variant_id, quantity: line.quantity }));
  await inTransaction(ctx, async (ctx) => {
    await lockStock(ctx, units);
    if (!(await leavePaying(ctx, cart, REOPENED))) return;
    await ctx.db.deleteFrom('payment').where('shop_id', '=', ctx.shop.id).where('id', '=', paymentId).execute();
    await returnStock(ctx, units);
    await appendAudit(ctx, { action: 'payment.decline', subjectId: paymentId, detail: { cart: cart.id } });
  });
}
