import { sql } from 'kysely';

/**
 * How many units of the query's `variant` can be bought now, all open places together; null where it was never in stock. For a query that
 * has `variant` in its FROM.
 */
export const freeUnits = sql<number | null>`(
  select sum(greatest(stock.on_hand + stock.backorder_limit - stock.reserved, 0))::int
  from stock join location on location.shop_id = stock.shop_id and location.id = stock.location_id
  where stock.shop_id = variant.shop_id and stock.variant_id = variant.id and location.state = 'open')`;

/**
 * Whether the query's `variant` is running low: it is on sale, was in stock, and has no more free units than its notice says. For a query
 * that has `variant` and its `product` in its FROM.
 */
export const isLow = sql<boolean>`coalesce(
  product.status = 'on_sale' and variant.archived_at is null and ${freeUnits} <= variant.low_stock_at, false)`;
