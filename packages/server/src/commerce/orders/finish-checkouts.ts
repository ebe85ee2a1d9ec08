import type { Ctx } from '#platform';
import { placeOrder } from './place-order.ts';

const STOPPED_FOR = { minutes: 2 };
const AT_ONCE = 100;

/**
 * Goes on with the checkouts that stand still between stock and order because the program ended there; the buyer had pressed the button.
 * Returns how many orders it placed.
 */
export async function finishCheckouts(ctx: Ctx): Promise<number> {
  const stopped = await ctx.db
    .selectFrom('cart')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('state', '=', 'paying')
    .where('paying_since', '<', ctx.clock.now().subtract(STOPPED_FOR).toString())
    .orderBy('paying_since')
    .limit(AT_ONCE)
    .execute();
  let placed = 0;
  for (const { id } of stopped) {
    try {
      const result = await placeOrder(ctx, { cartId: id });
      if (result.state === 'placed') placed++;
    } catch (error) {
      ctx.log.warn({ err: error, cart: id }, 'checkout stays unfinished: it is tried again next time');
    }
  }
  return placed;
}
