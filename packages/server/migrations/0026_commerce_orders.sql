-- What an order is, what was paid, what was sent and what was given back are told apart.
alter table orders drop constraint orders_state_check;
alter table orders drop constraint order_total_is_its_parts;
alter table orders
  add column payment_state text not null default 'awaiting',
  add column fulfilment_state text not null default 'none' check (fulfilment_state in ('none', 'part', 'whole')),
  add column refund_state text not null default 'none' check (refund_state in ('none', 'part', 'whole')),
  add column language text not null default '',
  add column billing_address jsonb,
  add column shipping_name text not null default '',
  add column shipping_tax bigint not null default 0 check (shipping_tax >= 0),
  add column shipping_discount bigint not null default 0,
  add column discount bigint not null default 0 check (discount >= 0),
  add column credit bigint not null default 0 check (credit >= 0),
  -- [{promotionId, code, name, amount}] and [{bps, base, tax}], as they stood in the quote.
  add column discounts jsonb not null default '[]',
  add column taxes jsonb not null default '[]';
update orders set
  payment_state = case when orders.state in ('paid', 'fulfilled') or payment.captured > 0 then 'paid' else 'awaiting' end,
  fulfilment_state = case when orders.state = 'fulfilled' then 'whole' else 'none' end,
  refund_state = case when payment.refunded > 0 then 'whole' else 'none' end,
  taxes = jsonb_build_array(jsonb_build_object('bps', orders.tax_bps, 'base', orders.total, 'tax', orders.tax)),
  shipping_tax = orders.tax - coalesce((select sum(tax) from order_line line where line.shop_id = orders.shop_id and line.order_id = orders.id), 0),
  state = case orders.state when 'paid' then 'placed' when 'fulfilled' then 'completed' else orders.state end
from payment where payment.shop_id = orders.shop_id and payment.order_id = orders.id;
alter table orders drop column tax_bps;
alter table orders
  add constraint orders_state check (state in ('placed', 'completed', 'cancelled')),
  -- awaiting: nothing promised yet; authorised: promised; part: some of it taken; failed: it could not be taken; none: nothing is due.
  add constraint orders_payment_state check (payment_state in ('awaiting', 'authorised', 'part', 'paid', 'failed', 'cancelled')),
  add constraint order_shipping_discount check (shipping_discount between 0 and shipping),
  add constraint order_discount check (discount <= subtotal),
  add constraint order_credit check (credit <= total),
  add constraint order_total_is_its_parts check
    (total = subtotal - discount + shipping - shipping_discount + case when prices_include_tax then 0 else tax end);
drop index orders_by_state;
create index orders_by_state on orders (shop_id, state, id);
create index orders_to_send on orders (shop_id, id) where state = 'placed' and fulfilment_state <> 'whole';

alter table order_line drop constraint order_line_total_is_its_parts;
alter table order_line
  add column discount bigint not null default 0 check (discount >= 0),
  add column tax_bps int not null default 0 check (tax_bps between 0 and 10000),
  add column choices text not null default '',
  -- How many of the units were sent, and how many will not be.
  add column sent int not null default 0 check (sent >= 0),
  add column cancelled int not null default 0 check (cancelled >= 0);
update order_line set sent = quantity from orders
where orders.shop_id = order_line.shop_id and orders.id = order_line.order_id and orders.fulfilment_state = 'whole';
alter table order_line
  add constraint order_line_total_is_its_parts check (total = quantity * unit_amount - discount),
  add constraint order_line_sent check (sent + cancelled <= quantity);

-- A CHECK sees one row; that an order is the sum of its lines is looked at when its transaction ends.
create or replace function check_order_is_its_lines() returns trigger language plpgsql as $$
declare
  checked uuid;
  wrong boolean;
begin
  if tg_table_name = 'orders' then checked := new.id;
  elsif tg_op = 'DELETE' then checked := old.order_id;
  else checked := new.order_id;
  end if;
  select o.subtotal <> coalesce(sum(l.quantity * l.unit_amount), 0) or o.discount <> coalesce(sum(l.discount), 0)
      or o.tax <> coalesce(sum(l.tax), 0) + o.shipping_tax into wrong
    from orders o left join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
    where o.shop_id = coalesce(new.shop_id, old.shop_id) and o.id = checked
    group by o.shop_id, o.id;
  if wrong then
    raise check_violation using message = 'the lines of an order do not add up to its sums', constraint = 'order_is_its_lines';
  end if;
  return null;
end $$;

-- What happened to an order, in its own words: {event, …} beside the state that it moved to.
alter table order_change add column event text not null default '', add column detail jsonb not null default '{}';
update order_change set event = case to_state when 'placed' then 'placed' when 'paid' then 'paid' when 'fulfilled' then 'sent' else 'cancelled' end;
alter table order_change drop column from_state, drop column to_state;
alter table order_change alter column event drop default;
