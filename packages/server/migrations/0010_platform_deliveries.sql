-- The ledger of what is sent to services outside: a row for each effect, so that it happens once.
create table delivery (
  shop_id uuid not null references shop on delete cascade,
  key text not null check (length(key) between 1 and 300),
  service text not null,
  state text not null default 'prepared' check (state in ('prepared', 'sending', 'accepted', 'refused', 'unknown')),
  claim uuid,
  sends int not null default 0 check (sends >= 0),
  -- Until when what was sent may still be on its way.
  out_until timestamptz,
  reference text,
  reason text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (shop_id, key),
  check ((state in ('sending', 'unknown')) = (claim is not null)),
  check ((state = 'accepted') = (reference is not null)),
  check ((state = 'refused') = (reason is not null)));
create index delivery_unsettled on delivery (shop_id, created_at) where state in ('prepared', 'sending', 'unknown');
select build_wall('delivery');
