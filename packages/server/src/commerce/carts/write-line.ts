import { sql } from 'kysely';
import type { Ctx } from '#platform';
import { freeUnits } from '../inventory/free-units.ts';
import { MOST_UNITS } from './cart.ts';
import { lazyCommit } from './lazy-commit.ts';
import type { Refused } from './change-cart.ts';

export type NewLine = { readonly cartId: string; readonly variantId: string; readonly quantity: number };

/**
 * Writes one line of an open cart in one statement, unless there is less of the variant than wanted: so many, or so many more. Whoever
 * changes the cart at the same moment is waited for at its row, and what is added is added to what they left.
 */
export async function writeLine(ctx: Ctx, { cartId, variantId, quantity }: NewLine, how: 'set' | 'add'): Promise<Refused | undefined> {
  const shop = ctx.shop.id;
  const { rows } = await sql<Outcome>`
    with cart_now as (
      select currency, state from cart where shop_id = ${shop} and id = ${cartId}
    ), item as (
      select least(coalesce(${freeUnits}, 0), ${MOST_UNITS}) as available
      from variant join product on product.shop_id = variant.shop_id and product.id = variant.product_id, cart_now
      where variant.shop_id = ${shop} and variant.id = ${variantId} and variant.archived_at is null and product.status = 'on_sale'
        and (variant.price_currency = cart_now.currency or ${isPriced(shop, variantId)})
    ), opened as (
      update cart set version = version + 1
      where shop_id = ${shop} and id = ${cartId} and state = 'open'
        and exists (select from item where available >= ${quantity}) and ${lazyCommit}
      returning id
    ), written as (
      insert into cart_line (shop_id, cart_id, variant_id, quantity)
      select ${shop}, opened.id, ${variantId}, ${quantity} from opened
      on conflict (shop_id, cart_id, variant_id) do update
        set quantity = case when ${how === 'add'} then cart_line.quantity else 0 end + excluded.quantity
        where case when ${how === 'add'} then cart_line.quantity else 0 end + excluded.quantity <= (select available from item)
      returning 1
    )
    select (select state from cart_now) as state, (select available from item) as available, exists (select from opened) as opened,
      exists (select from written) as done`.execute(ctx.db);
  const { state, available, opened, done } = rows[0] as Outcome;
  if (done) return undefined;
  if (state !== 'open') return { reason: 'not_open' };
  if (available === null) return { reason: 'no_such_variant' };
  // There is enough, and the cart was not to be opened: its payment began at this moment.
  return available >= quantity && !opened ? { reason: 'not_open' } : { reason: 'out_of_stock', available };
}

type Outcome = { readonly state: string | null; readonly available: number | null; readonly opened: boolean; readonly done: boolean };

/** Whether a price list has it in the currency of the cart: for groups too, because who the buyer is may only show later. */
const isPriced = (shop: string, variantId: string) => sql`exists (
  select from price_entry entry join price_list list on list.shop_id = entry.shop_id and list.id = entry.list_id
  where entry.shop_id = ${shop} and entry.variant_id = ${variantId} and list.currency = cart_now.currency and list.state = 'on')`;
