import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#platform';

/** The open places of the shop, worked out once for a statement. */
const openPlaces = ({ shop }: Ctx): RawBuilder<string[]> =>
  sql<string[]>`(array(select location.id from location where location.shop_id = ${shop.id} and location.state = 'open'))`;

const free = sql`greatest(stock.on_hand + stock.backorder_limit - stock.reserved, 0)`;

/** How many units of each of these variants can be bought now, in their order; `variantIds` is an array in the query. */
export const unitsOf = (ctx: Ctx, variantIds: RawBuilder<string[]>): RawBuilder<number[]> => sql<number[]>`array(
  select coalesce((select sum(${free}) from stock where stock.shop_id = ${ctx.shop.id} and stock.variant_id = one.id
    and stock.location_id = any(${openPlaces(ctx)})), 0)::int
  from unnest(${variantIds}) with ordinality as one (id, place) order by one.place)`;

/** Whether anything of a product can be bought now. */
export const isInStock = (ctx: Ctx, productId: RawBuilder<string>): RawBuilder<boolean> => sql<boolean>`exists (
  select from variant join stock on stock.shop_id = variant.shop_id and stock.variant_id = variant.id
  where variant.shop_id = ${ctx.shop.id} and variant.product_id = ${productId} and variant.archived_at is null
    and ${free} > 0 and stock.location_id = any(${openPlaces(ctx)}))`;
