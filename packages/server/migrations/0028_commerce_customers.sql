-- Who buys in a shop. The same mail in two shops is two accounts that know nothing of each other.

create table customer (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null default '' check (length(name) <= 120),
  -- BCP 47, for mail; '' where the shop's own is used.
  language text not null default '',
  -- What the staff writes down about them.
  note text not null default '' check (length(note) <= 2000),
  password_hash text,
  -- When they have shown that the mail is theirs; null for one that the staff has written down.
  verified_at timestamptz,
  created_at timestamptz not null,
  erased_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, email),
  constraint customer_erased_is_nobody check (erased_at is null or
    (name = '' and language = '' and note = '' and password_hash is null and email = 'erased-' || id || '@erased.invalid')));
select build_wall('customer');

-- Prices and terms can be made for a group.
create table customer_group (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, name));
select build_wall('customer_group');

create table customer_membership (
  shop_id uuid not null,
  customer_id uuid not null,
  group_id uuid not null,
  primary key (shop_id, customer_id, group_id),
  foreign key (shop_id, customer_id) references customer on delete cascade,
  foreign key (shop_id, group_id) references customer_group on delete cascade);
create index customer_membership_by_group on customer_membership (shop_id, group_id);
select build_wall('customer_membership');

create table customer_address (
  shop_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  address jsonb not null,
  for_shipping boolean not null default false,
  for_billing boolean not null default false,
  created_at timestamptz not null,
  primary key (shop_id, id),
  foreign key (shop_id, customer_id) references customer on delete cascade);
create index customer_address_by_customer on customer_address (shop_id, customer_id);
create unique index customer_address_for_shipping on customer_address (shop_id, customer_id) where for_shipping;
create unique index customer_address_for_billing on customer_address (shop_id, customer_id) where for_billing;
select build_wall('customer_address');

-- One-time codes by mail; of a code only a keyed hash is kept. One of each purpose and subject at a time: a new one replaces it.
-- sign-in: the subject is the mail that it went to. email: the subject is the customer who changes to that mail.
create table customer_code (
  shop_id uuid not null references shop on delete cascade,
  purpose text not null check (purpose in ('sign-in', 'email')),
  subject text not null,
  email text not null,
  secret_hash bytea not null,
  tries int not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shop_id, purpose, subject));
create index customer_code_ends on customer_code (shop_id, expires_at);
select build_wall('customer_code');

create table customer_session (
  shop_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  token_hash bytea not null,
  device text not null default '' check (length(device) <= 200),
  address text not null default '' check (length(address) <= 100),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, token_hash),
  foreign key (shop_id, customer_id) references customer on delete cascade);
create index customer_session_by_customer on customer_session (shop_id, customer_id);
create index customer_session_ends on customer_session (shop_id, expires_at);
select build_wall('customer_session');

-- A customer has one cart to go on with; those before it were paid.
alter table cart add column customer_id uuid, add foreign key (shop_id, customer_id) references customer;
create unique index cart_open_of_customer on cart (shop_id, customer_id) where state = 'open' and customer_id is not null;
create index cart_by_customer on cart (shop_id, customer_id) where customer_id is not null;

alter table orders add column customer_id uuid, add foreign key (shop_id, customer_id) references customer;
create index orders_by_customer on orders (shop_id, customer_id, id) where customer_id is not null;
-- Orders of guests, to be found when their mail is shown to be somebody's.
create index orders_of_guests on orders (shop_id, lower(email)) where customer_id is null;
