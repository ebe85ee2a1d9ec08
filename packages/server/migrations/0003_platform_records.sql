-- What is written down about the work: licence evidence, the review queue, events, the audit log.
create table evidence (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  subject_id uuid not null,
  asset text not null,
  provider text not null,
  licence text not null,
  terms_url text,
  prompt text,
  receipt text,
  cost_micros bigint not null check (cost_micros >= 0),
  cost_currency char(3) not null,
  made_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, subject_id, asset));
select build_wall('evidence');

create table review_item (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  subject text not null,
  subject_id uuid not null,
  rule text not null,
  reason text not null,
  excerpt text not null,
  state text not null default 'open' check (state in ('open', 'decided')),
  priority int not null default 2 check (priority between 1 and 3),
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, subject_id, rule, excerpt));
select build_wall('review_item');

-- The outbox: written in the transaction of the change, delivered afterwards, in order per subject.
create table event (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  type text not null,
  subject_id uuid not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  primary key (shop_id, id));
create index event_waiting on event (created_at) where delivered_at is null;
select build_wall('event');

create table event_seen (
  shop_id uuid not null,
  listener text not null,
  event_id uuid not null,
  seen_at timestamptz not null default now(),
  primary key (shop_id, listener, event_id),
  foreign key (shop_id, event_id) references event on delete cascade);
select build_wall('event_seen');

create table audit_entry (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  actor text not null,
  action text not null,
  subject_id uuid not null,
  detail jsonb not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, id));
select build_wall('audit_entry');
