-- A guest's cart; its id is the secret that opens it. Whoever changes a cart raises its version, so a stale reader changes nothing.
create table cart (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  currency char(3) not null,
  state text not null default 'open' check (state in ('open', 'paying', 'completed')),
  version int not null default 1,
  email text,
  address jsonb,
  -- What shipping and tax were when the payment began: fixed from then on, so that what is paid is what is ordered.
  shipping bigint check (shipping >= 0),
  tax_bps int check (tax_bps between 0 and 10000),
  prices_include_tax boolean,
  created_at timestamptz not null,
  paying_since timestamptz,
  primary key (shop_id, id),
  check (state = 'open' or (email is not null and address is not null and paying_since is not null)),
  check ((state = 'open') = (shipping is null) and (state = 'open') = (tax_bps is null) and (state = 'open') = (prices_include_tax is null))
) with (fillfactor = 70);
create index cart_paying on cart (shop_id, paying_since) where state = 'paying';
select build_wall('cart');

-- The price is the one that the buyer was shown last.
create table cart_line (
  shop_id uuid not null,
  cart_id uuid not null,
  variant_id uuid not null,
  position bigint generated always as identity,
  quantity int not null check (quantity between 1 and 999),
  unit_amount bigint not null check (unit_amount >= 0),
  primary key (shop_id, cart_id, variant_id),
  foreign key (shop_id, cart_id) references cart on delete cascade,
  foreign key (shop_id, variant_id) references variant);
select build_wall('cart_line');
