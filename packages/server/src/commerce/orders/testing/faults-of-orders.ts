import { sql } from 'kysely';
import type { Ctx } from '#platform';

/** What may never be there of a shop's orders, each as a query for how many there are. */
const FAULTS: Readonly<Record<string, string>> = {
  'stock that is promised to nobody, or twice': `select count(*) from stock s where reserved <> coalesce((select sum(quantity) from reservation r
    where r.shop_id = s.shop_id and r.variant_id = s.variant_id and r.location_id = s.location_id), 0)`,
  'stock that is not the sum of its movements': `select count(*) from stock s where on_hand <> coalesce((select sum(change) from stock_movement m
    where m.shop_id = s.shop_id and m.variant_id = s.variant_id and m.location_id = s.location_id), 0)`,
  'refunds beyond what was taken': `select count(*) from orders o join payment p on p.shop_id = o.shop_id and p.order_id = o.id
    where coalesce((select sum(amount) from refund r where r.shop_id = o.shop_id and r.order_id = o.id and r.state <> 'failed'), 0) > p.captured + o.credit`,
  'claims that are not the refunds': `select count(*) from payment p where refund_claimed <> coalesce((select sum(amount - credit) from refund r
    where r.shop_id = p.shop_id and r.payment_id = p.id and r.state <> 'failed'), 0)`,
  'orders that promise other units than are to be sent': `select count(*) from orders o
    where coalesce((select sum(quantity - sent - cancelled) from order_line l where l.shop_id = o.shop_id and l.order_id = o.id), 0)
      <> coalesce((select sum(quantity) from reservation r where r.shop_id = o.shop_id and r.order_id = o.id), 0)`,
  'lines that were sent otherwise than in parcels': `select count(*) from order_line l where sent <> coalesce((select sum(quantity) from fulfilment_line f
    where f.shop_id = l.shop_id and f.order_id = l.order_id and f.position = l.position), 0)`,
  'orders that say otherwise how much was sent': `select count(*) from orders o join lateral
    (select sum(sent) as sent, sum(quantity - sent - cancelled) as open from order_line l where l.shop_id = o.shop_id and l.order_id = o.id) u on true
    where o.fulfilment_state <> case when u.sent = 0 then 'none' when u.open = 0 then 'whole' else 'part' end`,
  'orders that are completed and not paid and sent, or the other way round': `select count(*) from orders
    where (state = 'completed') <> (payment_state = 'paid' and fulfilment_state = 'whole')`,
  'cancelled orders of which something is sent or promised': `select count(*) from orders o where state = 'cancelled' and (fulfilment_state <> 'none'
    or exists (select from reservation r where r.shop_id = o.shop_id and r.order_id = o.id))`,
  'units that were paid back twice': `select count(*) from order_line l where quantity < coalesce((select sum((part ->> 'quantity')::int)
    from refund r, jsonb_array_elements(r.lines) part where r.shop_id = l.shop_id and r.order_id = l.order_id and r.state <> 'failed'
    and (part ->> 'position')::int = l.position), 0)`,
  'gaps in numbers': `select count(*) from (select number, row_number() over (order by number) as wanted from orders where number is not null) o
    where number <> wanted`,
  'gaps in invoices': `select count(*) from (select number, row_number() over (partition by kind order by number) as wanted from invoice) i
    where number <> wanted`,
  'counters that are not the last number': `select count(*) from number_counter c where last <> greatest(
    coalesce((select max(number) from orders where c.kind = 'order'), 0), coalesce((select max(number) from invoice i where i.kind = c.kind), 0))`,
};

/** How many of each there are in the shop of the ctx, those alone that there are. */
export async function faultsOfOrders(ctx: Ctx): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, query] of Object.entries(FAULTS)) {
    const { rows } = await sql.raw<{ count: string | number }>(query).execute(ctx.db);
    if (Number(rows[0]?.count) > 0) found[name] = Number(rows[0]?.count);
  }
  return found;
}
