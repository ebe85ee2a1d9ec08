import { sql } from 'kysely';
import { type Ctx, newId } from '#platform';
import { type CartRow, termsOf, totalsOfCart } from '../carts/cart.store.ts';
import { newOrderCode } from './order-code.ts';

/** Who takes the money, until a shop can choose. */
const PROVIDER = 'manual';

/**
 * Takes the stock out, fixes the terms and opens the payment, all in one statement, if the cart is still the one that was read.
 * Otherwise it changes nothing, and only a fresh look tells why: the last units may have gone to this very cart, in a request whose
 * answer was lost.
 *
 * Everyone locks stock first, by variant, and the cart after it. The stock is judged under its lock.
 */
export async function beginPayment(ctx: Ctx, cart: CartRow): Promise<void> {
  const shop = ctx.shop.id;
  const terms = termsOf(ctx, cart);
  const { total } = totalsOfCart(ctx, cart);
  const now = ctx.clock.now().toString();
  await sql`
    with wanted as materialized (
      select stock.variant_id, stock.level, line.quantity
      from cart_line line
      join stock on stock.shop_id = line.shop_id and stock.variant_id = line.variant_id
      where line.shop_id = ${shop} and line.cart_id = ${cart.id}
      order by stock.variant_id
      for update of stock
    ), judged as (
      select count(*) = ${cart.lines.length} and bool_and(level >= quantity) as enough from wanted
    ), begun as (
      update cart
      set state = 'paying', version = version + 1, paying_since = ${now},
        shipping = ${terms.shipping}, tax_bps = ${terms.taxBps}, prices_include_tax = ${terms.pricesIncludeTax}
      from judged
      where shop_id = ${shop} and id = ${cart.id} and state = 'open' and version = ${cart.version} and judged.enough
      returning id
    ), taken as (
      update stock set level = stock.level - wanted.quantity
      from wanted, begun
      where stock.shop_id = ${shop} and stock.variant_id = wanted.variant_id
    )
    insert into payment (shop_id, id, cart_id, order_code, provider, state, amount, currency, created_at)
    select ${shop}, ${newId()}, begun.id, ${newOrderCode()}, ${PROVIDER}, 'prepared', ${total}, ${cart.currency}, ${now}
    from begun`.execute(ctx.db);
}
