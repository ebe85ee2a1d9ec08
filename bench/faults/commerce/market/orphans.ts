import type { Market } from './market.ts';

/** What may never be there, each as a query that finds how many there are of it in the shop. */
const ORPHANS: Readonly<Record<string, string>> = {
  'orders without a payment': `select count(*) from orders o where not exists (select from payment p where p.shop_id = o.shop_id and p.order_id = o.id)`,
  'orders without lines': `select count(*) from orders o where not exists (select from order_line l where l.shop_id = o.shop_id and l.order_id = o.id)`,
  'carts with two orders': `select count(*) from (select from orders group by shop_id, cart_id having count(*) > 1) twice`,
  'carts with two payments that count': `select count(*) from (select from payment where order_id is not null group by shop_id, cart_id having count(*) > 1) twice`,
  'payments that took money without an order': `select count(*) from payment where captured > 0 and order_id is null`,
  'payments of another sum than their order': `select count(*) from payment p join orders o on o.shop_id = p.shop_id and o.id = p.order_id where p.amount <> o.total - o.credit`,
  'completed carts without an order': `select count(*) from cart c where state = 'completed' and not exists (select from orders o where o.shop_id = c.shop_id and o.cart_id = c.id)`,
  'orders of carts that are not completed': `select count(*) from orders o join cart c on c.shop_id = o.shop_id and c.id = o.cart_id where c.state <> 'completed'`,
  'stock that is promised to nobody, or twice': `select count(*) from stock s where reserved <> coalesce((select sum(quantity) from reservation r
    where r.shop_id = s.shop_id and r.variant_id = s.variant_id and r.location_id = s.location_id), 0)`,
  'stock that is not the sum of its movements': `select count(*) from stock s where on_hand <> coalesce((select sum(change) from stock_movement m
    where m.shop_id = s.shop_id and m.variant_id = s.variant_id and m.location_id = s.location_id), 0)`,
  'orders that promise other units than they sold': `select count(*) from orders o where state = 'placed' and fulfilment_state = 'none'
    and (select sum(quantity - cancelled) from order_line l where l.shop_id = o.shop_id and l.order_id = o.id)
      <> coalesce((select sum(quantity) from reservation r where r.shop_id = o.shop_id and r.order_id = o.id), 0)`,
  'orders placed without an event, or with two': `select count(*) from orders o where 1 <> (select count(*) from event e
    where e.shop_id = o.shop_id and e.subject_id = o.id and e.type = 'order.placed')`,
};

/** How many of each, those alone that there are. */
export async function findOrphans({ admin, owner }: Market): Promise<Record<string, number>> {
  await admin.query(`select set_config('bottega.shop_id', $1, false)`, [owner.shop.id]);
  const found: Record<string, number> = {};
  for (const [name, query] of Object.entries(ORPHANS)) {
    const { rows } = await admin.query<{ count: string }>(query);
    if (Number(rows[0]?.count) > 0) found[name] = Number(rows[0]?.count);
  }
  return found;
}

export const KINDS = Object.keys(ORPHANS).length;
