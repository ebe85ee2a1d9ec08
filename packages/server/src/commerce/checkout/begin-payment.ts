import { sql } from 'kysely';
import { type Ctx, inTransaction, newId } from '#platform';
import { availableOf, type CartRow } from '../carts/cart.store.ts';
import { claimCredit } from '../credit/claim-credit.ts';
import { claimPromotions } from '../promotions/claim-promotions.ts';
import { lockedLevels, type Spot } from '../inventory/levels.store.ts';
import { newOrderCode } from '../orders/order-code.ts';
import type { CartQuote } from '../carts/cart-facts.ts';

/** How long stock is held for a buyer who is paying. */
const HELD_FOR = { minutes: 30 };

/** Who takes a payment of which nothing is due. */
export const NOTHING_DUE = 'none';

/**
 * Reserves the stock, fixes the quote and opens the payment, all in one statement, if the cart is still the one that was read. Otherwise
 * it changes nothing, and only a fresh look tells why: the last units may have gone to this very cart, in a request whose answer was lost.
 *
 * Everyone locks stock first, by variant and place, and the cart after it. The stock is judged under its lock. Returns the cart as it is then.
 */
async function beginPayment(ctx: Ctx, cart: CartRow, { quote, provider }: Begin): Promise<CartRow | undefined> {
  const shop = ctx.shop.id;
  const wanted = allocate(cart);
  const now = ctx.clock.now();
  const [id, orderCode] = [newId(), newOrderCode()];
  const { rows } = await sql`
    with wanted as materialized (
      select asked.variant_id, asked.location_id, level.on_hand + level.backorder_limit - level.reserved as free, asked.quantity
      from ${lockedLevels(ctx, wanted)}
    ), judged as (
      select count(*) = ${wanted.length} and bool_and(free >= quantity) as enough from wanted
    ), begun as (
      update cart
      set state = 'paying', version = version + 1, paying_since = ${now.toString()}, quote = ${JSON.stringify(quote)}
      from judged
      where shop_id = ${shop} and id = ${cart.id} and state = 'open' and version = ${cart.version} and judged.enough
      returning id
    ), taken as (
      update stock set reserved = stock.reserved + wanted.quantity
      from wanted, begun
      where stock.shop_id = ${shop} and stock.variant_id = wanted.variant_id and stock.location_id = wanted.location_id
    ), reserved as (
      insert into reservation (shop_id, cart_id, variant_id, location_id, quantity, expires_at)
      select ${shop}, begun.id, wanted.variant_id, wanted.location_id, wanted.quantity, ${now.add(HELD_FOR).toString()}
      from wanted, begun
    )
    insert into payment (shop_id, id, cart_id, order_code, provider, state, amount, currency, created_at, changed_at)
    select ${shop}, ${id}, begun.id, ${orderCode}, ${provider}, 'prepared', ${quote.due}, ${cart.currency},
      ${now.toString()}, ${now.toString()}
    from begun
    returning id`.execute(ctx.db);
  if (rows.length === 0) return undefined;
  const unasked = { environment: 'offline', state: 'prepared', reference: null, payee: null, action: null, order_id: null } as const;
  const payment = { ...unasked, id, provider, order_code: orderCode, amount: quote.due, created_at: now.toString() };
  return { ...cart, state: 'paying', version: cart.version + 1, quote, payment };
}

type Begin = { readonly quote: CartQuote; readonly provider: string };

/**
 * Begins the payment and claims what its quote takes: the uses of promotions and the money on gift cards, in the same transaction. Returns
 * the cart as it is being paid; nothing where it is not the one that was read any more; `changed` when something of the quote is used up.
 */
export async function beginAndClaim(ctx: Ctx, cart: CartRow, begin: Begin): Promise<CartRow | undefined | 'changed'> {
  const { discounts, credits } = begin.quote;
  if (discounts.length === 0 && credits.length === 0) return beginPayment(ctx, cart, begin);
  return inTransaction(ctx, async (ctx) => {
    const paying = await beginPayment(ctx, cart, begin);
    if (!paying?.payment) return undefined;
    const claimed = await claimPromotions(ctx, { cartId: cart.id, email: cart.email ?? '', discounts });
    if (claimed.state !== 'ok') throw new UsedUp();
    if ((await claimCredit(ctx, { paymentId: paying.payment.id, currency: cart.currency, credits })) !== 'ok') throw new UsedUp();
    return paying;
  }).catch((error: unknown) => {
    if (error instanceof UsedUp) return 'changed' as const;
    throw error;
  });
}

/** What was claimed before it was known goes back with the transaction. */
class UsedUp extends Error {}

/** From which places the units come: from the first that has all of a line, else from one after another. */
function allocate(cart: CartRow): (Spot & { quantity: number })[] {
  return cart.lines.flatMap((line) => {
    const { variant_id: variantId } = line;
    const whole = line.places.find(({ free }) => free >= line.quantity);
    if (whole) return [{ variantId, locationId: whole.location_id, quantity: line.quantity }];
    let missing = line.quantity;
    return line.places.flatMap(({ location_id: locationId, free }) => {
      const quantity = Math.min(missing, Math.max(0, free));
      missing -= quantity;
      return quantity > 0 ? [{ variantId, locationId, quantity }] : [];
    });
  });
}

/** Judged without a lock: who has no chance does not queue for the stock. */
export const isInStock = (cart: CartRow): boolean => cart.lines.every((line) => availableOf(line) >= line.quantity);
