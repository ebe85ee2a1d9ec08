-- What sign-in keeps besides the tables of Better Auth, in the same schema. Of tokens and codes only hashes are kept.

-- Tries within the last quarter of an hour, by a name such as account:ada@example.com. One row is one limit, for all processes.
create table auth.attempt (
  name text primary key,
  most int not null,
  tries timestamptz[] not null,
  -- Whether the latest try was let through.
  allowed boolean not null default true);

-- A sign-in of a program: one row however often its tokens are renewed. Every token of it begins with the family's secret, so one that is
-- not the current one was current once, and is being used again.
create table auth.token_family (
  id uuid primary key,
  user_id text not null,
  family_hash bytea not null unique,
  current_hash bytea not null,
  device text not null default '',
  address text not null default '',
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('sign-out', 'reuse')),
  check ((ended_at is null) = (ended_by is null)));
create index on auth.token_family (user_id);

-- The secret is sealed. last_step is the time step of the code that was used last: no code is taken twice.
create table auth.second_factor (
  user_id text primary key,
  secret text not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz);

create table auth.recovery_code (
  user_id text not null references auth.second_factor on delete cascade,
  code_hash bytea not null,
  primary key (user_id, code_hash));

grant select, insert, update, delete on auth.attempt, auth.token_family, auth.second_factor, auth.recovery_code to bottega_auth;

-- Who the members of the bound shop are. The wall holds in here too: it is for the owner of the tables as for everybody.
create function shop_staff() returns table (user_id text, name text, email text, role text, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select m.user_id, u.name, u.email, m.role, m.created_at
    from public.shop_member m join auth."user" u on u.id = m.user_id where m.shop_id = public.current_shop();
end $$;
revoke all on function shop_staff() from public;
grant execute on function shop_staff() to bottega_app;
