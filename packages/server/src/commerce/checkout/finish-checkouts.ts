import type { Ctx } from '#platform';
import { readCart } from '../carts/cart.store.ts';
import { giveUpPayment } from './give-up-payment.ts';
import { placeOrder } from './place-order.ts';

/** A request that is alive has gone on by then. No longer than the first look after a start waits, so that it finds what a kill left. */
const STOPPED_FOR = { milliseconds: 1_500 };
/** A buyer who has something to do takes his time; the provider tells by itself when he has done it, and is asked in case that was lost. */
const LOOK_AGAIN_AFTER = { seconds: 60 };
const MOST = 100;
/** So many wait for their providers side by side. */
const AT_ONCE = 8;

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
    .limit(MOST)
    .execute();
  let placed = 0;
  for (let first = 0; first < stopped.length; first += AT_ONCE) {
    const done = await Promise.all(stopped.slice(first, first + AT_ONCE).map((row) => goOn(ctx, row)));
    placed += done.filter(Boolean).length;
  }
  return placed;
}

/** Whether it placed the order. */
async function goOn(ctx: Ctx, { cart_id: cartId, is_over }: { cart_id: string; is_over: unknown }): Promise<boolean> {
  try {
    if (!is_over) return (await placeOrder(ctx, { cartId, mayBegin: false })).state === 'placed';
    await giveUp(ctx, cartId);
  } catch (error) {
    ctx.log.warn({ err: error, cart: cartId }, 'checkout stays unfinished: it is tried again next time');
  }
  return false;
}

async function giveUp(ctx: Ctx, cartId: string): Promise<void> {
  const cart = await readCart(ctx, cartId);
  if (cart?.state !== 'paying' || !cart.payment) return;
  const kept = await giveUpPayment(ctx, cart, cart.payment);
  if (kept) await placeOrder(ctx, { cartId, mayBegin: false });
}
