-- A suspended shop is closed to its visitors and to changes, and its work rests.
alter table shop
  add column state text not null default 'open' check (state in ('open', 'suspended')),
  add column suspended_for text not null default '' check (length(suspended_for) <= 500),
  add column resting_runs text[] not null default '{}';

-- Who runs the shop, as the law and the buyer want to know it.
create table business_profile (
  shop_id uuid primary key references shop on delete cascade,
  legal_name text not null default '',
  address text not null default '',
  email text not null default '',
  phone text not null default '',
  tax_numbers jsonb not null default '[]',
  logo_picture_id uuid,
  updated_at timestamptz not null default now(),
  foreign key (shop_id, logo_picture_id) references picture);
select build_wall('business_profile');

-- Hosts that lead to a shop, once their owner has shown in the DNS that they want it so.
create table shop_domain (
  shop_id uuid not null references shop on delete cascade,
  host text not null check (host = lower(host) and length(host) between 4 and 253),
  challenge text not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (shop_id, host));
create unique index shop_domain_leads_to_one on shop_domain (host) where verified_at is not null;
select build_wall('shop_domain');

/*
 * Takes a shop away with everything that bears its id, those tables first that others are not built on. It is the one way to delete what is
 * append-only otherwise, and only the program's own door may go it. Whoever calls it is bound to the shop for the rest of the transaction.
 */
create function delete_shop(doomed uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  waiting oid[] := array(select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'shop_id' and not attisdropped));
  next_table oid;
begin
  perform set_config('bottega.shop_id', doomed::text, true);
  while cardinality(waiting) > 0 loop
    select candidate into next_table from unnest(waiting) candidate
      order by exists (select from pg_constraint where contype = 'f' and confrelid = candidate and conrelid <> candidate and conrelid = any (waiting))
      limit 1;
    execute format('delete from %s where shop_id = $1', next_table::regclass) using doomed;
    waiting := array_remove(waiting, next_table);
  end loop;
  delete from shop where id = doomed;
end $$;
revoke all on function delete_shop from public;
grant execute on function delete_shop to bottega_system;
