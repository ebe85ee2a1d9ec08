import { sql } from 'kysely';
import type { Ctx } from '#platform';
import type { Quote } from '../quotes/quote.ts';
import { buyerHash, hasOrdered } from './open-promotions.ts';

/** Which promotion had no use left for this buyer. */
export type PromotionClaim = { readonly state: 'ok' } | { readonly state: 'used_up'; readonly promotionId: string };

/**
 * Takes one use of each promotion of a quote for the payment of a cart. Call it inside the transaction that begins the payment, after the
 * stock and the cart, and roll that back unless it answers `ok`: what it took before it found one used up is still taken.
 *
 * Of any number that want the last use at once, one gets it: each counter is raised by an update that looks at its limit again under its
 * lock. Promotions and codes without a limit are counted by nobody, so that checkouts do not wait for each other at their row.
 */
export async function claimPromotions(
  ctx: Ctx,
  { cartId, email, discounts }: { readonly cartId: string; readonly email: string; readonly discounts: Quote['discounts'] },
): Promise<PromotionClaim> {
  for (const { promotionId, code, amount } of discounts.toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1))) {
    const claimed = await claimOne(ctx, { cartId, email, promotionId, code, amount });
    if (!claimed) return { state: 'used_up', promotionId };
  }
  return { state: 'ok' };
}

type Claim = { cartId: string; email: string; promotionId: string; code: string | null; amount: number };

async function claimOne(ctx: Ctx, { cartId, email, promotionId, code, amount }: Claim): Promise<boolean> {
  const shop = ctx.shop.id;
  const buyer = buyerHash(ctx, email);
  const { rows } = await sql<{ done: boolean }>`
    with counted as (
      update promotion set uses = uses + 1
      where shop_id = ${shop} and id = ${promotionId} and state = 'on' and usage_limit is not null and uses < usage_limit
      returning per_buyer, first_order
    ), uncounted as (
      select per_buyer, first_order from promotion
      where shop_id = ${shop} and id = ${promotionId} and state = 'on' and usage_limit is null
      for share
    ), taken as (
      select * from counted union all select * from uncounted
    ), counted_code as (
      update promotion_code set uses = uses + 1
      from taken
      where shop_id = ${shop} and code = ${code}::text and promotion_id = ${promotionId} and usage_limit is not null and uses < usage_limit
      returning 1
    ), uncounted_code as (
      select 1 from promotion_code
      where shop_id = ${shop} and code = ${code}::text and promotion_id = ${promotionId} and usage_limit is null
      for share
    ), coded as (
      select 1 where ${code}::text is null union all select 1 from counted_code union all select 1 from uncounted_code
    ), bought as (
      insert into promotion_buyer (shop_id, promotion_id, buyer, uses)
      select ${shop}, ${promotionId}, ${buyer}::bytea, 1 from taken, coded where not (taken.first_order and ${hasOrdered(email)})
      on conflict (shop_id, promotion_id, buyer) do update set uses = promotion_buyer.uses + 1
      where promotion_buyer.uses < (select least(per_buyer, case when first_order then 1 end, 2147483647) from taken)
      returning 1
    ), noted as (
      insert into promotion_use (shop_id, promotion_id, cart_id, code, buyer, amount, used_at)
      select ${shop}, ${promotionId}, ${cartId}, ${code}, ${buyer}::bytea, ${amount}, ${ctx.clock.now().toString()} from bought
      returning 1
    )
    select exists (select from noted) as done`.execute(ctx.db);
  return rows[0]?.done === true;
}

/** Gives back what a payment that came to nothing had taken; call it inside the transaction that drops the payment. Once is enough. */
export async function releasePromotions(ctx: Ctx, cartId: string): Promise<void> {
  const shop = ctx.shop.id;
  const uses = await ctx.db
    .selectFrom('promotion_use')
    .select('promotion_id')
    .where('shop_id', '=', shop)
    .where('cart_id', '=', cartId)
    .orderBy('promotion_id')
    .execute();
  for (const { promotion_id } of uses) {
    await sql`
      with released as (
        delete from promotion_use where shop_id = ${shop} and cart_id = ${cartId} and promotion_id = ${promotion_id}
        returning code, buyer
      ), promotion_free as (
        update promotion set uses = uses - 1 from released
        where shop_id = ${shop} and id = ${promotion_id} and usage_limit is not null and uses > 0
      ), code_free as (
        update promotion_code set uses = uses - 1 from released
        where shop_id = ${shop} and promotion_code.code = released.code and promotion_id = ${promotion_id}
          and usage_limit is not null and uses > 0
      )
      update promotion_buyer set uses = uses - 1 from released
      where shop_id = ${shop} and promotion_id = ${promotion_id} and promotion_buyer.buyer = released.buyer and uses > 0`.execute(ctx.db);
  }
}
