import { sql } from 'kysely';
import type { Ctx } from '#platform';

/** Spots of the shop whose ledger, or whose promises, do not add up to what stands there; none when all is well. */
export async function findCrooked(ctx: Ctx): Promise<unknown[]> {
  const { rows } = await sql`
    select stock.variant_id, stock.location_id, stock.on_hand, stock.reserved, moved.sum as moved, promised.sum as promised
    from stock
    cross join lateral (select coalesce(sum(change), 0)::int as sum from stock_movement movement
      where movement.shop_id = stock.shop_id and movement.variant_id = stock.variant_id and movement.location_id = stock.location_id) moved
    cross join lateral (select coalesce(sum(quantity), 0)::int as sum from reservation
      where reservation.shop_id = stock.shop_id and reservation.variant_id = stock.variant_id
        and reservation.location_id = stock.location_id) promised
    where stock.shop_id = ${ctx.shop.id} and (stock.on_hand <> moved.sum or stock.reserved <> promised.sum)`.execute(ctx.db);
  return rows;
}
