-- What was sent of an order and when, numbers without gaps, and invoices.

create table fulfilment (
  shop_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  carrier text not null default '' check (length(carrier) <= 80),
  tracking_number text not null default '' check (length(tracking_number) <= 100),
  tracking_url text check (tracking_url ~ '^https?://' and length(tracking_url) <= 500),
  -- Whether the buyer is told by mail.
  notify boolean not null,
  actor text not null,
  sent_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, order_id, id),
  foreign key (shop_id, order_id) references orders on delete cascade);
select build_wall('fulfilment');

-- Units of a line that went out from one place.
create table fulfilment_line (
  shop_id uuid not null,
  fulfilment_id uuid not null,
  order_id uuid not null,
  position int not null,
  location_id uuid not null,
  quantity int not null check (quantity > 0),
  primary key (shop_id, fulfilment_id, position, location_id),
  foreign key (shop_id, order_id, fulfilment_id) references fulfilment (shop_id, order_id, id) on delete cascade,
  foreign key (shop_id, order_id, position) references order_line on delete cascade,
  foreign key (shop_id, location_id) references location);
create index fulfilment_line_by_order on fulfilment_line (shop_id, order_id);
select build_wall('fulfilment_line');

-- Units that were cancelled before any money was taken for them: nobody gives anything back for these.
alter table order_line
  add column uncharged int not null default 0,
  add constraint order_line_uncharged check (0 <= uncharged and uncharged <= cancelled);

-- The last number of each kind that a shop has given. Who gives the next holds the row until it is written.
create table number_counter (
  shop_id uuid not null references shop on delete cascade,
  kind text not null check (kind in ('order', 'invoice', 'credit_note')),
  last int not null default 0 check (last >= 0),
  primary key (shop_id, kind));
select build_wall('number_counter');

-- Given after an order was placed, so that buyers do not queue for it.
alter table orders add column number int check (number > 0);
update orders set number = numbered.number
from (select shop_id, id, row_number() over (partition by shop_id order by placed_at, id)::int as number from orders) numbered
where orders.shop_id = numbered.shop_id and orders.id = numbered.id;
insert into number_counter (shop_id, kind, last) select shop_id, 'order', max(number) from orders group by shop_id;
create unique index orders_by_number on orders (shop_id, number);
create index orders_without_number on orders (shop_id, placed_at, id) where number is null;

create table invoice (
  shop_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('invoice', 'credit_note')),
  number int not null check (number > 0),
  order_id uuid not null,
  -- The refund that a credit note is for.
  refund_id uuid,
  issued_at timestamptz not null,
  -- All that it says, as it was said then.
  document jsonb not null,
  primary key (shop_id, id),
  unique (shop_id, kind, number),
  check ((kind = 'credit_note') = (refund_id is not null)),
  foreign key (shop_id, order_id) references orders on delete cascade,
  foreign key (shop_id, refund_id) references refund on delete cascade);
create unique index invoice_of_order on invoice (shop_id, order_id) where kind = 'invoice';
create unique index invoice_of_refund on invoice (shop_id, refund_id) where refund_id is not null;
create index invoice_by_order on invoice (shop_id, order_id);
select build_wall('invoice');

create function refuse_change_of_invoice() returns trigger language plpgsql as $$
begin
  raise check_violation using message = 'what an invoice says never changes', constraint = 'invoice_is_frozen';
end $$;
create trigger invoice_is_frozen before update on invoice for each row execute function refuse_change_of_invoice();

create index event_by_subject on event (shop_id, subject_id);
