-- One cart, one order: whatever is repeated.
create table orders (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  cart_id uuid not null,
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{8,}$'),
  state text not null check (state in ('placed', 'paid', 'fulfilled', 'cancelled')),
  email text not null,
  address jsonb not null,
  currency char(3) not null,
  subtotal bigint not null check (subtotal >= 0),
  shipping bigint not null check (shipping >= 0),
  tax bigint not null check (tax >= 0),
  total bigint not null,
  tax_bps int not null check (tax_bps between 0 and 10000),
  prices_include_tax boolean not null,
  placed_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, cart_id),
  unique (shop_id, code),
  foreign key (shop_id, cart_id) references cart,
  constraint order_total_is_its_parts check (total = subtotal + shipping + case when prices_include_tax then 0 else tax end));
create index orders_by_state on orders (shop_id, state, id);
create index orders_by_day on orders (shop_id, placed_at);
select build_wall('orders');

create table order_line (
  shop_id uuid not null,
  order_id uuid not null,
  position int not null check (position >= 0),
  variant_id uuid not null,
  product_id uuid not null,
  sku text not null,
  title text not null,
  picture_id uuid,
  quantity int not null check (quantity > 0),
  unit_amount bigint not null check (unit_amount >= 0),
  total bigint not null,
  tax bigint not null check (tax >= 0),
  primary key (shop_id, order_id, position),
  foreign key (shop_id, order_id) references orders on delete cascade,
  foreign key (shop_id, variant_id) references variant,
  foreign key (shop_id, product_id) references product,
  foreign key (shop_id, picture_id) references picture,
  constraint order_line_total_is_its_parts check (total = quantity * unit_amount));
create index order_line_by_variant on order_line (shop_id, variant_id);
select build_wall('order_line');

-- A CHECK sees one row; that an order is the sum of its lines is looked at when its transaction ends.
create function check_order_is_its_lines() returns trigger language plpgsql as $$
declare
  checked uuid;
  difference bigint;
begin
  if tg_table_name = 'orders' then checked := new.id;
  elsif tg_op = 'DELETE' then checked := old.order_id;
  else checked := new.order_id;
  end if;
  select o.subtotal - coalesce(sum(l.total), 0) into difference
    from orders o left join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
    where o.shop_id = coalesce(new.shop_id, old.shop_id) and o.id = checked
    group by o.shop_id, o.id;
  if difference <> 0 then
    raise check_violation using message = 'the lines of an order do not add up to its subtotal', constraint = 'order_is_its_lines';
  end if;
  return null;
end $$;
create constraint trigger order_is_its_lines after insert or update of subtotal on orders
  deferrable initially deferred for each row execute function check_order_is_its_lines();
create constraint trigger order_is_its_lines after insert or update or delete on order_line
  deferrable initially deferred for each row execute function check_order_is_its_lines();

-- Who moved an order, when, from which state to which.
create table order_change (
  shop_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  from_state text,
  to_state text not null,
  actor text not null,
  note text,
  changed_at timestamptz not null,
  primary key (shop_id, id),
  foreign key (shop_id, order_id) references orders on delete cascade);
create index order_change_by_order on order_change (shop_id, order_id);
select build_wall('order_change');

-- One cart, one payment. Its id is the key under which the provider charges once; stock is held as long as it is there.
create table payment (
  shop_id uuid not null,
  id uuid not null,
  cart_id uuid not null,
  order_id uuid,
  order_code text not null,
  provider text not null,
  state text not null check (state in ('prepared', 'awaiting_transfer', 'captured', 'refunded')),
  amount bigint not null check (amount >= 0),
  currency char(3) not null,
  reference text,
  instructions text,
  created_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, cart_id),
  unique (shop_id, order_code),
  check ((state = 'prepared') = (order_id is null)),
  foreign key (shop_id, cart_id) references cart,
  foreign key (shop_id, order_id) references orders);
create index payment_by_order on payment (shop_id, order_id);
select build_wall('payment');
