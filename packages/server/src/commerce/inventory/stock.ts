import { sql } from 'kysely';
import { actorName, type Ctx, newId, refuseField } from '#platform';

/** The place where goods come in: the first open one of the shop; made when it has none at all. */
export async function firstLocation(ctx: Ctx): Promise<string> {
  const find = () =>
    ctx.db
      .selectFrom('location')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where('state', '=', 'open')
      .orderBy('position')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  await ctx.db
    .insertInto('location')
    .values({ shop_id: ctx.shop.id, id: newId(), name: ctx.shop.name, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await find();
  if (!made) throw new Error(`the shop ${ctx.shop.slug} has no open location`);
  return made.id;
}

/**
 * Says how many units can be sold, all open places together and beyond those that are promised: what is on hand at the first place becomes
 * so many that it fits. This is the short form for whoever has one place; its field is called `stock`.
 * @throws BottegaError invalid_input when the other places alone, or back-orders, offer more than that
 */
export async function setStockLevel(ctx: Ctx, variantId: string, level: number): Promise<void> {
  const locationId = await firstLocation(ctx);
  await ctx.db
    .insertInto('stock')
    .values({ shop_id: ctx.shop.id, variant_id: variantId, location_id: locationId, on_hand: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { rows } = await sql<{ least: number }>`
    with locked as materialized (
      select stock.location_id, stock.on_hand, stock.reserved, stock.backorder_limit, location.state
      from stock join location on location.shop_id = stock.shop_id and location.id = stock.location_id
      where stock.shop_id = ${ctx.shop.id} and stock.variant_id = ${variantId}
      order by stock.location_id
      for update of stock
    ), wanted as (
      select here.on_hand as before, here.reserved, here.backorder_limit, coalesce((
        select sum(greatest(other.on_hand + other.backorder_limit - other.reserved, 0))
        from locked other where other.location_id <> here.location_id and other.state = 'open'), 0)::int as elsewhere
      from locked here where here.location_id = ${locationId}
    ), judged as (
      select before, ${level}::int - elsewhere + reserved - backorder_limit as on_hand,
        elsewhere + greatest(backorder_limit - reserved, 0) as least
      from wanted
    ), written as (
      update stock set on_hand = judged.on_hand
      from judged
      where stock.shop_id = ${ctx.shop.id} and stock.variant_id = ${variantId} and stock.location_id = ${locationId}
        and judged.least <= ${level} and judged.on_hand <> judged.before
      returning judged.on_hand - judged.before as change
    ), noted as (
      insert into stock_movement (shop_id, id, variant_id, location_id, change, reason, actor, moved_at)
      select ${ctx.shop.id}, ${newId()}, ${variantId}, ${locationId}, change, 'counted', ${actorName(ctx.actor)},
        ${ctx.clock.now().toString()}
      from written
    )
    select least from judged`.execute(ctx.db);
  const least = rows[0]?.least ?? 0;
  if (level < least)
    refuseField('stock', `At least ${least} can be sold, from other places or beyond what is there: change that under Stock.`);
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
