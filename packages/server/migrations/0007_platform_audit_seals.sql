-- What was written into the audit log is neither changed nor taken away again: not by the program either.
revoke update, delete on audit_entry from bottega_app, bottega_system;
create index on audit_entry (shop_id, subject_id, id);

-- Entries that wait for their seal, in no order that anybody relies on: what commits late is sealed late, and nothing is left out.
create table audit_unsealed (
  shop_id uuid not null references shop on delete cascade,
  entry_id uuid not null,
  primary key (shop_id, entry_id),
  foreign key (shop_id, entry_id) references audit_entry on delete cascade);
select build_wall('audit_unsealed');
revoke update on audit_unsealed from bottega_app, bottega_system;

create function await_seal() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into audit_unsealed (shop_id, entry_id) values (new.shop_id, new.id);
  return null;
end $$;
create trigger audit_entry_awaits_seal after insert on audit_entry for each row execute function await_seal();
insert into audit_unsealed (shop_id, entry_id) select shop_id, id from audit_entry;

-- The chain: each seal holds the hash of its entry and of the seal before it.
create table audit_seal (
  shop_id uuid not null references shop on delete cascade,
  sequence bigint not null check (sequence > 0),
  entry_id uuid not null,
  entry_hash char(64) not null,
  hash char(64) not null,
  sealed_at timestamptz not null default now(),
  primary key (shop_id, sequence),
  unique (shop_id, entry_id));
select build_wall('audit_seal');
revoke update, delete on audit_seal from bottega_app, bottega_system;

-- How far the chain goes, so that a missing end is seen; one row for each shop, locked by whoever seals.
create table audit_chain (
  shop_id uuid primary key references shop on delete cascade,
  sequence bigint not null default 0,
  hash char(64) not null);
select build_wall('audit_chain');
revoke delete on audit_chain from bottega_app, bottega_system;
