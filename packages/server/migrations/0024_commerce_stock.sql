-- Where things lie, how many there are, and how many of them are promised.

create table location (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  -- What is ordered is taken from the lowest position that has it.
  position int not null check (position >= 0),
  state text not null default 'open' check (state in ('open', 'closed')),
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, name));
create unique index location_first on location (shop_id) where position = 0;
select build_wall('location');

insert into location (shop_id, id, name, position)
select distinct shop_id, gen_random_uuid(), 'Workshop', 0 from stock group by shop_id;

-- What checkouts held when this came in goes back, and is held anew by whoever pays.
update stock set level = stock.level + held.quantity
from (select line.shop_id, line.variant_id, sum(line.quantity)::int as quantity
  from cart_line line join cart on cart.shop_id = line.shop_id and cart.id = line.cart_id
  where cart.state = 'paying' group by line.shop_id, line.variant_id) held
where stock.shop_id = held.shop_id and stock.variant_id = held.variant_id;
delete from payment where order_id is null;
update cart set state = 'open', version = version + 1, shipping = null, tax_bps = null, prices_include_tax = null, paying_since = null
where state = 'paying';

/*
 * `reserved` are units that a checkout or an order has been promised; sending takes them out of both. How far a promise may go beyond what
 * is there is the backorder limit. The last line of defence against overselling is this CHECK: no code path gets around it.
 */
alter table stock drop constraint stock_pkey;
alter table stock drop constraint stock_never_oversold;
alter table stock rename column level to on_hand;
alter table stock add column location_id uuid, add column reserved int not null default 0, add column backorder_limit int not null default 0;
update stock set location_id = location.id from location where location.shop_id = stock.shop_id;
alter table stock alter column location_id set not null,
  add primary key (shop_id, variant_id, location_id),
  add foreign key (shop_id, location_id) references location,
  add check (backorder_limit between 0 and 1000000),
  add check (on_hand >= 0),
  add check (reserved >= 0),
  add constraint stock_never_oversold check (reserved <= on_hand + backorder_limit);

-- Units that one cart has been promised at one place: for a while, as long as it is being paid; for good once it is an order.
create table reservation (
  shop_id uuid not null,
  cart_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  quantity int not null check (quantity > 0),
  order_id uuid,
  expires_at timestamptz,
  primary key (shop_id, cart_id, variant_id, location_id),
  check ((order_id is null) = (expires_at is not null)),
  foreign key (shop_id, cart_id) references cart on delete cascade,
  foreign key (shop_id, order_id) references orders on delete cascade,
  foreign key (shop_id, variant_id, location_id) references stock);
create index reservation_by_order on reservation (shop_id, order_id);
create index reservation_ends on reservation (shop_id, expires_at) where expires_at is not null;
select build_wall('reservation');

-- What of an order is still to be sent is reserved from now on.
with promised as (
  insert into reservation (shop_id, cart_id, variant_id, location_id, quantity, order_id)
  select orders.shop_id, orders.cart_id, line.variant_id, stock.location_id, sum(line.quantity)::int, orders.id
  from orders
  join order_line line on line.shop_id = orders.shop_id and line.order_id = orders.id
  join stock on stock.shop_id = line.shop_id and stock.variant_id = line.variant_id
  where orders.state in ('placed', 'paid')
  group by orders.shop_id, orders.cart_id, line.variant_id, stock.location_id, orders.id
  returning shop_id, variant_id, quantity
), sums as (select shop_id, variant_id, sum(quantity)::int as quantity from promised group by shop_id, variant_id)
update stock set on_hand = on_hand + sums.quantity, reserved = sums.quantity
from sums where stock.shop_id = sums.shop_id and stock.variant_id = sums.variant_id;

-- Why what is on hand is what it is: the sum of these.
create table stock_movement (
  shop_id uuid not null,
  id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  change int not null check (change <> 0),
  reason text not null check (reason in ('counted', 'received', 'sent', 'returned', 'lost', 'moved')),
  -- The order, or whatever else it was for.
  subject_id uuid,
  actor text not null,
  note text not null default '' check (length(note) <= 500),
  moved_at timestamptz not null,
  primary key (shop_id, id),
  foreign key (shop_id, variant_id, location_id) references stock on delete cascade);
create index stock_movement_by_variant on stock_movement (shop_id, variant_id, id);
create index stock_movement_by_subject on stock_movement (shop_id, subject_id) where subject_id is not null;
select build_wall('stock_movement');

insert into stock_movement (shop_id, id, variant_id, location_id, change, reason, actor, moved_at)
select shop_id, gen_random_uuid(), variant_id, location_id, on_hand, 'counted', 'system:migration', now() from stock where on_hand > 0;
