import { appendAudit, type Ctx, inTransaction } from '#platform';
import type { CartRow } from '../carts/cart.store.ts';
import { releaseReservations } from '../inventory/stock.ts';
import { leavePaying } from './leave-paying.ts';

export type Dropped = { readonly paymentId: string; readonly state: 'declined' | 'cancelled'; readonly message?: string | undefined };

/** After a payment that came to nothing: lets go of the stock and opens the cart again, unless another request has done so. */
export async function dropPayment(ctx: Ctx, cart: CartRow, { paymentId, state, message }: Dropped): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await releaseReservations(ctx, { cartId: cart.id });
    if (!(await leavePaying(ctx, cart, 'open'))) throw new AlreadyLeft();
    await ctx.db
      .updateTable('payment')
      .set({ state, message: message ?? null, action: null, changed_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', paymentId)
      .execute();
    await appendAudit(ctx, { action: 'payment.drop', subjectId: paymentId, detail: { cart: cart.id, state } });
  }).catch((error: unknown) => {
    if (!(error instanceof AlreadyLeft)) throw error;
  });
}

/** Stock is locked before the cart, so it is let go of before it is known whether the cart is still to be opened: this takes it back. */
class AlreadyLeft extends Error {}
