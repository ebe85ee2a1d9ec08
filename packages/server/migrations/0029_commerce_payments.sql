-- Taking money and giving it back, what companies tell of it, and where their books and ours differ.

-- The ways of paying that a shop has decided on; one without a row is offered behind these, as soon as it is ready.
create table payment_way (
  shop_id uuid not null references shop on delete cascade,
  provider text not null check (provider ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(provider) <= 60),
  position int not null check (position >= 0),
  offered boolean not null default true,
  -- What buyers read in place of the provider's own word.
  label text check (length(label) between 1 and 60),
  take text not null default 'at_once' check (take in ('at_once', 'when_sent')),
  primary key (shop_id, provider));
select build_wall('payment_way');

-- What was asked for of a payment, in parts or as a whole: never more than it is of, however many ask at once.
alter table payment
  add column capture_claimed bigint not null default 0,
  add constraint payment_captures_within_amount check (0 <= capture_claimed and capture_claimed <= amount);
update payment set capture_claimed = captured;

-- One taking of money. The first of a payment has the payment's own id, which is the provider's key of it.
create table payment_capture (
  shop_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  amount bigint not null check (amount > 0),
  -- Nothing more is taken after it: what it leaves is set free.
  final boolean not null,
  state text not null check (state in ('requested', 'done', 'failed')),
  -- The payment itself was refused, and not only this try.
  declined boolean not null default false,
  message text,
  actor text not null,
  tries int not null default 0,
  -- When whoever looks after such things looks again; null: it is being seen to.
  look_at timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (shop_id, id),
  check ((state = 'requested') = (settled_at is null)),
  foreign key (shop_id, payment_id) references payment on delete cascade);
-- Two under way at once could not be told apart at the provider.
create unique index payment_capture_one_at_a_time on payment_capture (shop_id, payment_id) where state = 'requested';
create index payment_capture_by_payment on payment_capture (shop_id, payment_id);
create index payment_capture_due on payment_capture (shop_id, look_at) where state = 'requested';
select build_wall('payment_capture');

alter table refund
  -- Not 0 where it went back to gift cards and credit, and not through the provider: then all of it did.
  add column credit bigint not null default 0 check (credit = 0 or credit = amount),
  -- How much of what it and those made with it gave back is of the shipping, for what later refunds are worth.
  add column shipping bigint not null default 0 check (shipping >= 0),
  add column tries int not null default 0,
  add column look_at timestamptz;
create index refund_due on refund (shop_id, look_at) where state in ('requested', 'pending');
create index refund_by_payment on refund (shop_id, payment_id);

-- What a company told of its own accord: kept once, however often it is sent, and only a reason to look.
create table payment_event (
  shop_id uuid not null references shop on delete cascade,
  provider text not null,
  event_id text not null check (length(event_id) between 1 and 255),
  id uuid not null,
  type text not null,
  reference text,
  key text,
  payment_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'unknown')),
  tries int not null default 0,
  look_at timestamptz,
  received_at timestamptz not null,
  settled_at timestamptz,
  primary key (shop_id, provider, event_id),
  unique (shop_id, id),
  check ((state = 'waiting') = (settled_at is null)));
create index payment_event_due on payment_event (shop_id, look_at) where state = 'waiting';
create index payment_event_age on payment_event (shop_id, received_at);
select build_wall('payment_event');

-- A difference that a person has to look into: opened once for what it is about.
create table payment_case (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  kind text not null check (kind in
    ('theirs_only', 'ours_only', 'differs', 'disputed', 'capture_failed', 'refund_failed', 'environment', 'stuck')),
  provider text not null,
  -- What it is about: the provider's name of a movement, or an id of ours.
  subject text not null check (length(subject) between 1 and 300),
  payment_id uuid,
  order_id uuid,
  detail jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  note text check (length(note) <= 500),
  primary key (shop_id, id),
  unique (shop_id, kind, provider, subject),
  check ((state = 'closed') = (closed_at is not null) and (closed_at is null) = (closed_by is null)));
create index payment_case_by_state on payment_case (shop_id, state, id);
select build_wall('payment_case');

-- What the simulators of companies remember, and the webhooks that they send.
create table simulator_record (
  shop_id uuid not null references shop on delete cascade,
  plugin text not null,
  name text collate "C" not null check (length(name) between 1 and 300),
  value jsonb not null,
  changed_at timestamptz not null default now(),
  primary key (shop_id, plugin, name));
select build_wall('simulator_record');

create table simulator_event (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  plugin text not null,
  headers jsonb not null,
  body text not null,
  tries int not null default 0,
  due_at timestamptz not null,
  delivered_at timestamptz,
  primary key (shop_id, id));
create index simulator_event_due on simulator_event (shop_id, due_at) where delivered_at is null;
select build_wall('simulator_event');
