-- What things cost whom: price lists, taxes, shipping, promotions, and credit.

/*
 * Zones, rates, promotions and price lists are kept in memory and asked for anew when this has grown. Triggers raise it, so that no way of
 * writing forgets to.
 */
create table terms_version (
  shop_id uuid primary key references shop on delete cascade,
  version bigint not null);
select build_wall('terms_version');

create function raise_terms_version() returns trigger language plpgsql as $$
begin
  -- A shop that is being deleted takes its rows along after itself, and needs no version any more.
  insert into terms_version (shop_id, version) select id, 1 from shop where id = current_shop()
    on conflict (shop_id) do update set version = terms_version.version + 1;
  return null;
end $$;

-- Prices for a currency, a group of customers, or a time.
create table price_list (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  currency char(3) not null,
  -- Null: for everybody.
  group_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  state text not null default 'on' check (state in ('on', 'off')),
  created_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, name),
  constraint price_list_ends_after_it_starts check (ends_at > starts_at));
select build_wall('price_list');

create table price_entry (
  shop_id uuid not null,
  list_id uuid not null,
  variant_id uuid not null,
  -- From how many units of one line it holds.
  least_quantity int not null default 1 check (least_quantity between 1 and 999),
  amount bigint not null check (amount between 0 and 100000000000),
  primary key (shop_id, list_id, variant_id, least_quantity),
  foreign key (shop_id, list_id) references price_list on delete cascade,
  foreign key (shop_id, variant_id) references variant on delete cascade);
create index price_entry_by_variant on price_entry (shop_id, variant_id);
select build_wall('price_entry');

-- Countries and regions that are treated alike, for taxes or for shipping.
create table zone (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('tax', 'shipping')),
  name text not null check (length(name) between 1 and 120),
  -- Of a zone for taxes: the category whose rate holds for shipping; null where shipping is not taxed.
  shipping_category text,
  created_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, kind, name),
  unique (shop_id, id, kind),
  check (kind = 'tax' or shipping_category is null));
select build_wall('zone');

-- A place lies in one zone of a kind. An empty region is the whole country, an empty country is everywhere else.
create table zone_place (
  shop_id uuid not null,
  kind text not null,
  country text not null check (country ~ '^([A-Z]{2})?$'),
  region text not null default '' check (length(region) <= 60 and (region = '' or country <> '')),
  zone_id uuid not null,
  primary key (shop_id, kind, country, region),
  foreign key (shop_id, zone_id, kind) references zone (shop_id, id, kind) on delete cascade);
create index zone_place_by_zone on zone_place (shop_id, zone_id);
select build_wall('zone_place');

create table tax_rate (
  shop_id uuid not null,
  zone_id uuid not null,
  category text not null check (category ~ '^[a-z][a-z0-9-]{0,39}$'),
  bps int not null check (bps between 0 and 10000),
  primary key (shop_id, zone_id, category),
  foreign key (shop_id, zone_id) references zone on delete cascade);
select build_wall('tax_rate');

-- [{"upTo": 1000, "amount": 500}]: whole numbers, none below 0; upTo may be null.
create function steps_are_money(steps jsonb) returns boolean language sql immutable parallel safe return
  jsonb_typeof(steps) = 'array' and not exists (select from jsonb_array_elements(steps) step where jsonb_typeof(step) <> 'object'
    or jsonb_typeof(step -> 'amount') is distinct from 'number'
    or case when jsonb_typeof(step -> 'amount') = 'number'
      then (step ->> 'amount')::numeric not between 0 and 100000000000 or (step ->> 'amount')::numeric % 1 <> 0 end
    or jsonb_typeof(step -> 'upTo') is distinct from 'number' and jsonb_typeof(step -> 'upTo') is distinct from 'null'
    or case when jsonb_typeof(step -> 'upTo') = 'number'
      then (step ->> 'upTo')::numeric not between 0 and 9007199254740991 or (step ->> 'upTo')::numeric % 1 <> 0 end);

create table shipping_rate (
  shop_id uuid not null,
  id uuid not null,
  zone_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  position int not null default 0 check (position >= 0),
  kind text not null check (kind in ('flat', 'by_weight', 'by_price', 'carrier')),
  currency char(3) not null,
  -- Of a flat rate the price; of a carrier's what is added to its price.
  amount bigint not null default 0 check (amount between 0 and 100000000000),
  -- [{upTo, amount}]: grams or minor units; the first that reaches counts, and upTo null has no end.
  steps jsonb not null default '[]',
  -- From this value of the goods on it costs nothing.
  free_from bigint check (free_from > 0),
  -- Which provider is asked, and of which of its services; null: all.
  carrier text,
  service text,
  state text not null default 'on' check (state in ('on', 'off')),
  -- Since when the carrier has not answered, and what it said.
  failed_at timestamptz,
  failure text,
  created_at timestamptz not null,
  primary key (shop_id, id),
  foreign key (shop_id, zone_id) references zone on delete cascade,
  check ((kind = 'carrier') = (carrier is not null) and (kind = 'carrier' or service is null)),
  check ((kind in ('by_weight', 'by_price')) = (steps <> '[]')),
  constraint shipping_steps_are_money check (steps_are_money(steps)));
create index shipping_rate_by_zone on shipping_rate (shop_id, zone_id);
select build_wall('shipping_rate');

-- What a carrier answered, for as long as it holds: a cart that is read again asks nobody again.
create table carrier_answer (
  shop_id uuid not null references shop on delete cascade,
  key text not null check (length(key) <= 100),
  offers jsonb not null,
  asked_at timestamptz not null,
  primary key (shop_id, key));
create index carrier_answer_age on carrier_answer (shop_id, asked_at);
select build_wall('carrier_answer');

create table promotion (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  state text not null default 'on' check (state in ('on', 'off')),
  -- Without it the promotion works by itself; with it one of its codes is needed.
  needs_code boolean not null,
  starts_at timestamptz,
  ends_at timestamptz,
  -- The highest is applied first.
  priority int not null default 0 check (priority between -1000 and 1000),
  exclusive boolean not null default false,
  kind text not null check (kind in ('percent', 'fixed', 'free_shipping', 'buy_x_get_y')),
  bps int check (bps between 1 and 10000),
  amount bigint check (amount between 1 and 100000000000),
  -- Of the amounts; null where there are none.
  currency char(3),
  buy int check (buy between 1 and 999),
  get int check (get between 1 and 999),
  product_ids uuid[] not null default '{}',
  categories text[] not null default '{}',
  full_price_only boolean not null default false,
  least_subtotal bigint not null default 0 check (least_subtotal between 0 and 100000000000),
  least_quantity int not null default 0 check (least_quantity between 0 and 100000),
  group_id uuid,
  first_order boolean not null default false,
  usage_limit int check (usage_limit > 0),
  per_buyer int check (per_buyer > 0),
  -- Counted while there is a limit.
  uses int not null default 0 check (uses >= 0),
  created_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, name),
  constraint promotion_within_limit check (uses <= usage_limit),
  constraint promotion_ends_after_it_starts check (ends_at > starts_at),
  check ((kind = 'percent') = (bps is not null)),
  check ((kind = 'fixed') = (amount is not null)),
  check ((kind = 'buy_x_get_y') = (buy is not null) and (buy is null) = (get is null)),
  check ((kind = 'fixed' or least_subtotal > 0) = (currency is not null)));
select build_wall('promotion');

create table promotion_code (
  shop_id uuid not null,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9_-]{2,39}$'),
  promotion_id uuid not null,
  usage_limit int check (usage_limit > 0),
  uses int not null default 0 check (uses >= 0),
  created_at timestamptz not null,
  primary key (shop_id, code),
  constraint promotion_code_within_limit check (uses <= usage_limit),
  foreign key (shop_id, promotion_id) references promotion on delete cascade);
create index promotion_code_by_promotion on promotion_code (shop_id, promotion_id, code);
select build_wall('promotion_code');

-- How often a buyer, told by a hash of the mail, has used a promotion.
create table promotion_buyer (
  shop_id uuid not null,
  promotion_id uuid not null,
  buyer bytea not null,
  uses int not null check (uses >= 0),
  primary key (shop_id, promotion_id, buyer),
  foreign key (shop_id, promotion_id) references promotion on delete cascade);
select build_wall('promotion_buyer');

-- A promotion that a payment has claimed; the order keeps it, a payment that comes to nothing gives it back.
create table promotion_use (
  shop_id uuid not null,
  promotion_id uuid not null,
  cart_id uuid not null,
  code text,
  buyer bytea not null,
  amount bigint not null check (amount > 0),
  used_at timestamptz not null,
  primary key (shop_id, cart_id, promotion_id),
  foreign key (shop_id, promotion_id) references promotion on delete cascade,
  foreign key (shop_id, cart_id) references cart on delete cascade);
create index promotion_use_by_promotion on promotion_use (shop_id, promotion_id, used_at);
select build_wall('promotion_use');

create trigger terms_changed after insert or update or delete on price_list for each statement execute function raise_terms_version();
create trigger terms_changed after insert or update or delete on price_entry for each statement execute function raise_terms_version();
create trigger terms_changed after insert or update or delete on zone for each statement execute function raise_terms_version();
create trigger terms_changed after insert or update or delete on zone_place for each statement execute function raise_terms_version();
create trigger terms_changed after insert or update or delete on tax_rate for each statement execute function raise_terms_version();
-- Neither a carrier that is away nor a promotion that is used changes the terms.
create trigger terms_changed after insert or delete
  or update of name, position, kind, currency, amount, steps, free_from, carrier, service, state
  on shipping_rate for each statement execute function raise_terms_version();
create trigger terms_changed after insert or delete
  or update of name, state, needs_code, starts_at, ends_at, priority, exclusive, kind, bps, amount, currency, buy, get, product_ids,
    categories, full_price_only, least_subtotal, least_quantity, group_id, first_order, usage_limit, per_buyer
  on promotion for each statement execute function raise_terms_version();

/*
 * Gift cards and the credit of customers, in double entry: each transfer moves money between accounts, and its entries sum to nothing.
 * What is handed out comes from `issued`, what is paid with goes to `spent`, what ran out to `expired`. These three are the shop's own,
 * one of each for a currency, and keep no balance: it is the sum of their entries, and no row that every checkout waits for.
 */
create table credit_account (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('gift_card', 'customer', 'issued', 'spent', 'expired')),
  currency char(3) not null,
  balance bigint constraint credit_never_negative check (balance >= 0),
  state text not null default 'open' check (state in ('open', 'blocked')),
  -- Of a gift card: of its code only the hash is kept, and its last four characters, by which people tell cards apart.
  code_hash bytea,
  code_ending text,
  customer_id uuid,
  note text not null default '' check (length(note) <= 200),
  expires_at timestamptz,
  created_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, code_hash),
  check ((kind in ('gift_card', 'customer')) = (balance is not null)),
  check ((kind = 'gift_card') = (code_hash is not null) and (code_hash is null) = (code_ending is null)),
  check ((kind = 'customer') = (customer_id is not null)));
create unique index credit_account_of_customer on credit_account (shop_id, customer_id, currency) where kind = 'customer';
create unique index credit_account_of_the_shop on credit_account (shop_id, kind, currency) where kind in ('issued', 'spent', 'expired');
create index credit_account_ends on credit_account (shop_id, expires_at) where expires_at is not null and balance > 0;
select build_wall('credit_account');

-- Its key makes it happen once, however often it is asked for.
create table credit_transfer (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  key text not null check (length(key) between 1 and 120),
  kind text not null check (kind in ('issue', 'pay', 'give_back', 'refund', 'expire', 'correct')),
  -- What it was for: the payment, or the refund.
  subject_id uuid,
  actor text not null,
  note text not null default '' check (length(note) <= 200),
  made_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, key));
create index credit_transfer_by_subject on credit_transfer (shop_id, subject_id) where subject_id is not null;
select build_wall('credit_transfer');

create table credit_entry (
  shop_id uuid not null,
  transfer_id uuid not null,
  account_id uuid not null,
  amount bigint not null check (amount <> 0),
  primary key (shop_id, transfer_id, account_id),
  foreign key (shop_id, transfer_id) references credit_transfer on delete cascade,
  foreign key (shop_id, account_id) references credit_account on delete cascade);
create index credit_entry_by_account on credit_entry (shop_id, account_id, transfer_id);
select build_wall('credit_entry');
-- The books are written on, never over.
revoke update, delete on credit_transfer, credit_entry from bottega_app, bottega_system;

create function check_credit_adds_up() returns trigger language plpgsql as $$
declare
  here uuid := coalesce(new.shop_id, old.shop_id);
  wrong boolean;
begin
  if tg_table_name = 'credit_entry' then
    select sum(entry.amount) <> 0 or count(distinct account.currency) > 1 into wrong
      from credit_entry entry join credit_account account on account.shop_id = entry.shop_id and account.id = entry.account_id
      where entry.shop_id = here and entry.transfer_id = coalesce(new.transfer_id, old.transfer_id);
    if wrong then
      raise check_violation using message = 'the entries of a transfer do not sum to nothing', constraint = 'credit_transfer_is_balanced';
    end if;
  end if;
  select account.balance <> coalesce(sum(entry.amount), 0) into wrong
    from credit_account account left join credit_entry entry on entry.shop_id = account.shop_id and entry.account_id = account.id
    where account.shop_id = here and account.balance is not null
      and account.id = (coalesce(to_jsonb(new), to_jsonb(old)) ->> case tg_table_name when 'credit_entry' then 'account_id' else 'id' end)::uuid
    group by account.shop_id, account.id;
  if wrong then
    raise check_violation using message = 'a balance is not the sum of its entries', constraint = 'credit_balance_is_its_entries';
  end if;
  return null;
end $$;
create constraint trigger credit_adds_up after insert or update or delete on credit_entry
  deferrable initially deferred for each row execute function check_credit_adds_up();
create constraint trigger credit_adds_up after insert or update of balance on credit_account
  deferrable initially deferred for each row execute function check_credit_adds_up();

-- Gift cards that a buyer laid into a cart, in the order in which they are used up.
create table cart_credit (
  shop_id uuid not null,
  cart_id uuid not null,
  account_id uuid not null,
  position bigint generated always as identity,
  primary key (shop_id, cart_id, account_id),
  foreign key (shop_id, cart_id) references cart on delete cascade,
  foreign key (shop_id, account_id) references credit_account on delete cascade);
select build_wall('cart_credit');
