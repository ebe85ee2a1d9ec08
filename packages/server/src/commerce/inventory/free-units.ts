import { sql } from 'kysely';

/**
 * How many units of the query's `variant` can be bought now, all open places together; null where it was never in stock. For a query that
 * has `variant` in its FROM.
 */
export const freeUnits = sql<number | null>`(
  select sum(greatest(stock.on_hand + stock.backorder_limit - stock.reserved, 0))::int
  from stock join location on location.shop_id = stock.shop_id and location.id = stock.location_id
  where stock.shop_id = variant.shop_id and stock.variant_id = variant.id and location.state = 'open')`;
