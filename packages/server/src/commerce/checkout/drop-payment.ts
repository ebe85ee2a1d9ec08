import { appendAudit, type Ctx, inTransaction } from '#platform';
import type { CartRow } from '../carts/cart.store.ts';
import { giveBackCredit } from '../credit/claim-credit.ts';
import { releasePromotions } from '../promotions/claim-promotions.ts';
import { releaseReservations } from '../inventory/stock.ts';

export type Dropped = { readonly paymentId: string; readonly state: 'declined' | 'cancelled'; readonly message?: string | undefined };

/** After a payment that came to nothing: lets go of stock, codes and credit and opens the cart again, unless another request has done so. */
export async function dropPayment(ctx: Ctx, cart: CartRow, { paymentId, state, message }: Dropped): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await releaseReservations(ctx, { cartId: cart.id });
    if (!(await openAgain(ctx, cart))) throw new AlreadyLeft();
    if (cart.quote?.discounts.length) await releasePromotions(ctx, cart.id);
    if (cart.quote?.credits.length) await giveBackCredit(ctx, paymentId);
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

/** The guard of checkout: of all who come with the same cart as it stands, one takes it out of paying. Whether that was the caller. */
async function openAgain(ctx: Ctx, cart: CartRow): Promise<boolean> {
  const opened = await ctx.db
    .updateTable('cart')
    .set({ state: 'open', quote: null, paying_since: null, version: cart.version + 1 })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cart.id)
    .where('state', '=', 'paying')
    .where('version', '=', cart.version)
    .returning('id')
    .executeTakeFirst();
  return opened !== undefined;
}
