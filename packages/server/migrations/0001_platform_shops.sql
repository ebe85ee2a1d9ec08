-- The wall: a connection is bound to one shop by a session setting, and sees that shop's rows alone.

-- NULL when nobody bound the connection. nullif: after a transaction-local setting ends PostgreSQL leaves '' behind, and ''::uuid throws.
create function current_shop() returns uuid language sql stable parallel safe
  return nullif(current_setting('bottega.shop_id', true), '')::uuid;

-- Every table of a shop calls this once: forced row-level security, and the rights that its two doors need.
create function build_wall(walled regclass, shop_column name default 'shop_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', walled);
  execute format('alter table %s force row level security', walled);
  execute format('create policy shop_wall on %s using (%I = current_shop()) with check (%I = current_shop())', walled, shop_column, shop_column);
  execute format('grant select, insert, update, delete on %s to bottega_app, bottega_system', walled);
end $$;

create table shop (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) between 2 and 40),
  name text not null check (length(name) between 1 and 120),
  about text not null default '',
  currency char(3) not null,
  locale text not null default 'en',
  country char(2) not null,
  tax_bps int not null check (tax_bps between 0 and 10000),
  prices_include_tax boolean not null,
  shipping_flat bigint not null check (shipping_flat >= 0),
  theme text not null default 'bottega',
  time_zone text not null default 'UTC',
  transfer_to text not null default '',
  created_at timestamptz not null default now());
select build_wall('shop', 'id');

create table shop_member (
  shop_id uuid not null references shop on delete cascade,
  user_id text not null,
  role text not null check (role in ('owner', 'admin', 'operator', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (shop_id, user_id));
create index on shop_member (user_id);
select build_wall('shop_member');
