-- The answers to requests that carried an Idempotency-Key, for a day. `id` is the attempt that holds the key: who takes it over gives it
-- another, so that what was thought dead can finish nothing. `executed` is set in the transaction of the work itself.
create table idempotency_key (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  actor text not null,
  key text not null check (length(key) between 1 and 255),
  fingerprint text not null,
  locked_until timestamptz not null,
  executed boolean not null default false,
  status int,
  answer text,
  created_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, actor, key));
create index idempotency_key_age on idempotency_key (shop_id, created_at);
select build_wall('idempotency_key');
