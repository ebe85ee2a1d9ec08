-- What a shop wants done again and again: a workflow, at the times of a clock in a place, or every so many seconds.
create table schedule (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  cron text check (length(cron) between 9 and 120),
  zone text check (length(zone) between 1 and 60),
  every_seconds int check (every_seconds between 10 and 31536000),
  missed text not null check (missed in ('once', 'never')),
  workflow text not null,
  subject_id uuid not null,
  -- Occurrences up to here have been seen to; next_at is the one that comes.
  looked_at timestamptz not null,
  next_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, name),
  check ((cron is null) = (zone is null)),
  check ((cron is null) <> (every_seconds is null)));
create index on schedule (next_at);
select build_wall('schedule');

-- The row that one process alone can write for each occurrence; its id is the subject of the workflow.
create table schedule_occurrence (
  shop_id uuid not null,
  schedule_id uuid not null,
  due_at timestamptz not null,
  id uuid not null,
  enqueued_at timestamptz not null default now(),
  primary key (shop_id, schedule_id, due_at),
  unique (shop_id, id),
  foreign key (shop_id, schedule_id) references schedule on delete cascade);
select build_wall('schedule_occurrence');
