-- Events told to addresses of the shop's own choice.
create table webhook_endpoint (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  description text not null default '' check (length(description) <= 200),
  -- Which kinds of events; none named means all.
  events text[] not null default '{}',
  state text not null default 'on' check (state in ('on', 'off', 'gone', 'failing')),
  -- Since when nothing has been taken; null while all is well.
  failing_since timestamptz,
  -- One process at a time sends to an endpoint.
  claim uuid,
  claimed_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  check ((claim is null) = (claimed_until is null)));
select build_wall('webhook_endpoint');

-- What signs, sealed. While a secret is being changed there are two.
create table webhook_secret (
  shop_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  sealed text not null,
  created_at timestamptz not null default now(),
  ends_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, endpoint_id) references webhook_endpoint on delete cascade);
create index on webhook_secret (shop_id, endpoint_id);
select build_wall('webhook_secret');

-- One event for one endpoint: it waits here until it is taken, or given up.
create table webhook_delivery (
  shop_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  -- The message's id, the same for each try and each replay.
  event_id uuid not null,
  type text not null,
  body text not null,
  -- Held while its endpoint is off.
  state text not null default 'waiting' check (state in ('waiting', 'held', 'delivered', 'failed')),
  tries int not null default 0 check (tries >= 0),
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, endpoint_id, event_id),
  foreign key (shop_id, endpoint_id) references webhook_endpoint on delete cascade,
  check ((state in ('waiting', 'held')) = (settled_at is null)));
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'waiting';
create index webhook_delivery_of on webhook_delivery (shop_id, endpoint_id, id);
select build_wall('webhook_delivery');

-- The log: each try, and what came back.
create table webhook_try (
  shop_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  at timestamptz not null,
  ms int not null check (ms >= 0),
  status int,
  -- The beginning of the answer, or why there was none.
  excerpt text not null,
  primary key (shop_id, id),
  foreign key (shop_id, delivery_id) references webhook_delivery on delete cascade);
create index on webhook_try (shop_id, delivery_id);
select build_wall('webhook_try');
