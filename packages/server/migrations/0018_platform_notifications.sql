-- What members of a shop are told, and how they want to be told; and what they tell the operator.
create table notification (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  user_id text not null,
  kind text not null,
  event_id uuid not null,
  subject_id uuid not null,
  detail jsonb not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, user_id, event_id));
create index notification_unread on notification (shop_id, user_id) where read_at is null;
select build_wall('notification');

create table notification_wish (
  shop_id uuid not null references shop on delete cascade,
  user_id text not null,
  kind text not null,
  in_app boolean not null,
  by_mail boolean not null,
  primary key (shop_id, user_id, kind));
select build_wall('notification_wish');

create table feedback (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  user_id text not null,
  words text not null check (length(words) between 1 and 4000),
  page text not null check (length(page) <= 200),
  created_at timestamptz not null default now(),
  primary key (shop_id, id));
select build_wall('feedback');
