-- A cart is priced anew whenever it is looked at, until its payment begins: from then on it costs what its quote says.
alter table cart
  drop column shipping,
  drop column tax_bps,
  drop column prices_include_tax,
  add column language text not null default '',
  add column billing_address jsonb,
  add column shipping_rate_id text check (length(shipping_rate_id) <= 100),
  add column codes text[] not null default '{}' check (cardinality(codes) <= 10),
  add column quote jsonb,
  add constraint cart_paid_by_its_quote check (state <> 'paying' or quote is not null),
  add constraint cart_open_without_quote check (state <> 'open' or quote is null);
alter table cart add constraint cart_paying_is_complete
  check (state = 'open' or (email is not null and address is not null and paying_since is not null));
alter table cart_line drop column unit_amount;

-- A payment of a cart. Its id is the key under which the provider takes the money once. A cart has one at a time; those that came to nothing stay.
alter table payment drop constraint payment_shop_id_cart_id_key;
alter table payment drop constraint payment_state_check;
alter table payment drop constraint payment_check;
alter table payment
  add column environment text not null default 'offline' check (environment in ('offline', 'simulator', 'sandbox', 'live')),
  add column payee text,
  add column captured bigint not null default 0,
  add column refund_claimed bigint not null default 0,
  add column refunded bigint not null default 0,
  add column disputed boolean not null default false,
  add column action jsonb,
  add column message text,
  add column changed_at timestamptz not null default now();
update payment set captured = amount where state in ('captured', 'refunded');
update payment set refund_claimed = amount, refunded = amount where state = 'refunded';
update payment set state = 'captured' where state = 'refunded';
alter table payment
  add constraint payment_state check (state in
    ('prepared', 'requires_action', 'processing', 'approved', 'authorised', 'awaiting_transfer', 'captured', 'declined', 'cancelled')),
  add constraint payment_taken_has_order check (captured = 0 or order_id is not null),
  add constraint payment_within_amount check (0 <= captured and captured <= amount),
  add constraint payment_refund_within_captured check (0 <= refunded and refunded <= refund_claimed and refund_claimed <= captured),
  add constraint payment_captured_is_taken check ((state = 'captured') = (captured > 0) or amount = 0);
create unique index payment_one_at_a_time on payment (shop_id, cart_id) where state not in ('declined', 'cancelled') or order_id is not null;
-- All that stands between stock and order, for whoever looks after what stopped there.
create index payment_underway on payment (shop_id, changed_at) where order_id is null and state not in ('declined', 'cancelled');
create index payment_by_reference on payment (shop_id, provider, reference);

-- Money on its way back. What is claimed may not be more than was taken, however many ask at once: payment_refund_within_captured.
create table refund (
  shop_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  payment_id uuid not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  reason text not null default '' check (length(reason) <= 500),
  -- Which units it is for: [{position, quantity}]; empty for a sum that a person named.
  lines jsonb not null default '[]',
  state text not null check (state in ('requested', 'pending', 'done', 'failed')),
  reference text,
  message text,
  actor text not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (shop_id, id),
  check ((state in ('done', 'failed')) = (settled_at is not null)),
  foreign key (shop_id, order_id) references orders on delete cascade,
  foreign key (shop_id, payment_id) references payment on delete cascade);
create index refund_by_order on refund (shop_id, order_id);
create index refund_underway on refund (shop_id, created_at) where state in ('requested', 'pending');
select build_wall('refund');
