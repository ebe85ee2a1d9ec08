import { sql } from 'kysely';
import { actorName, type Ctx, newId } from '#platform';

/** Units of a variant at one place. */
export type PlacedUnits = { readonly variantId: string; readonly locationId: string; readonly quantity: number };

/** The first place of the shop; made when it has none. */
export async function firstLocation(ctx: Ctx): Promise<string> {
  const find = () =>
    ctx.db.selectFrom('location').select('id').where('shop_id', '=', ctx.shop.id).where('position', '=', 0).executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  await ctx.db
    .insertInto('location')
    .values({ shop_id: ctx.shop.id, id: newId(), name: ctx.shop.name, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await find();
  if (!made) throw new Error(`the shop ${ctx.shop.slug} has no first location`);
  return made.id;
}

/** Says how many units can be sold, beyond those that are promised: what is on hand at the first place is set so. */
export async function setStockLevel(ctx: Ctx, variantId: string, level: number): Promise<void> {
  const locationId = await firstLocation(ctx);
  await sql`
    with before as materialized (
      select on_hand from stock where shop_id = ${ctx.shop.id} and variant_id = ${variantId} and location_id = ${locationId} for update
    ), written as (
      insert into stock (shop_id, variant_id, location_id, on_hand)
      values (${ctx.shop.id}, ${variantId}, ${locationId}, ${level})
      on conflict (shop_id, variant_id, location_id) do update set on_hand = stock.reserved + excluded.on_hand
      returning on_hand
    )
    insert into stock_movement (shop_id, id, variant_id, location_id, change, reason, actor, moved_at)
    select ${ctx.shop.id}, ${newId()}, ${variantId}, ${locationId}, written.on_hand - coalesce(before.on_hand, 0), 'counted',
      ${actorName(ctx.actor)}, ${ctx.clock.now().toString()}
    from written left join before on true
    where written.on_hand <> coalesce(before.on_hand, 0)`.execute(ctx.db);
}

/**
 * Lets go of what a cart or an order was promised, wholly. Stock is locked in the order in which everyone locks it: by variant and place.
 * Repeating it finds nothing more to let go of.
 */
export async function releaseReservations(ctx: Ctx, which: { readonly cartId: string }): Promise<void> {
  await sql`
    with promised as materialized (
      select reservation.variant_id, reservation.location_id, reservation.quantity
      from reservation
      join stock using (shop_id, variant_id, location_id)
      where reservation.shop_id = ${ctx.shop.id} and reservation.cart_id = ${which.cartId}
      order by reservation.variant_id, reservation.location_id
      for update of stock, reservation
    ), gone as (
      delete from reservation using promised
      where reservation.shop_id = ${ctx.shop.id} and reservation.cart_id = ${which.cartId}
        and reservation.variant_id = promised.variant_id and reservation.location_id = promised.location_id
    )
    update stock set reserved = stock.reserved - promised.quantity
    from promised
    where stock.shop_id = ${ctx.shop.id} and stock.variant_id = promised.variant_id and stock.location_id = promised.location_id`.execute(
    ctx.db,
  );
}
