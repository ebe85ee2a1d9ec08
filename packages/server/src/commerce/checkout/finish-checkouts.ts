import type { Ctx } from '#platform';
import { readCart } from '../carts/cart.store.ts';
import { giveUpPayment } from './give-up-payment.ts';
import { placeOrder } from './place-order.ts';

/** A request that is alive has gone on by then. */
const STOPPED_FOR = { seconds: 3 };
/** A buyer who has something to do takes his time; the provider tells by itself when he has done it, and is asked in case that was lost. */
const LOOK_AGAIN_AFTER = { seconds: 60 };
const AT_ONCE = 100;

/**
 * Goes on with the checkouts that stand still between stock and order: because the program ended there, or because the buyer paid and never
 * came back. Those that were held too long are given up. Returns how many orders it placed.
 */
export async function finishCheckouts(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  const stopped = await ctx.db
    .selectFrom('payment')
    .innerJoin('cart', (join) => join.onRef('cart.shop_id', '=', 'payment.shop_id').onRef('cart.id', '=', 'payment.cart_id'))
    .select(({ exists, selectFrom }) => [
      'payment.cart_id',
      exists(
        selectFrom('reservation')
          .select('variant_id')
          .whereRef('reservation.shop_id', '=', 'payment.shop_id')
          .whereRef('reservation.cart_id', '=', 'payment.cart_id')
          .where('expires_at', '<', now.toString()),
      ).as('is_over'),
    ])
    .where('payment.shop_id', '=', ctx.shop.id)
    .where('cart.state', '=', 'paying')
    .where('order_id', 'is', null)
    .where('payment.state', 'not in', ['declined', 'cancelled'])
    .where((payment) =>
      payment.or([
        payment('changed_at', '<', now.subtract(LOOK_AGAIN_AFTER).toString()),
        payment.and([payment('payment.state', '=', 'prepared'), payment('changed_at', '<', now.subtract(STOPPED_FOR).toString())]),
      ]),
    )
    .orderBy('changed_at')
    .limit(AT_ONCE)
    .execute();
  let placed = 0;
  for (const { cart_id, is_over } of stopped) {
    try {
      if (is_over) await giveUp(ctx, cart_id);
      else if ((await placeOrder(ctx, { cartId: cart_id })).state === 'placed') placed++;
    } catch (error) {
      ctx.log.warn({ err: error, cart: cart_id }, 'checkout stays unfinished: it is tried again next time');
    }
  }
  return placed;
}

async function giveUp(ctx: Ctx, cartId: string): Promise<void> {
  const cart = await readCart(ctx, cartId);
  if (cart?.state !== 'paying' || !cart.payment) return;
  const kept = await giveUpPayment(ctx, cart, cart.payment);
  if (kept) await placeOrder(ctx, { cartId });
}
