create table invitation (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('owner', 'admin', 'operator', 'viewer')),
  -- As history names them: staff:<id>, system:<name>.
  invited_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (shop_id, id));
-- One that waits for each address: inviting again replaces it.
create unique index invitation_waiting on invitation (shop_id, email) where accepted_at is null;
select build_wall('invitation');

-- Keys of machines. Of a key its hash is kept, and the prefix by which people know it.
create table api_key (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- The member in whose name it acts; null: made by the local operator.
  made_by text,
  -- The key that made it: when that ends, so does this.
  parent_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, parent_id) references api_key (shop_id, id));
create unique index on api_key (prefix);
select build_wall('api_key');
