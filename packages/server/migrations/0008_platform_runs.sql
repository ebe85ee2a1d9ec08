-- What a shop may see of its workflows. How each one stands is read from the engine's tables through the views of schema work.
create table run (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  workflow text not null,
  subject_id uuid not null,
  -- Of the request that it was enqueued by: the same stands in the log, in the answer, and in what the run itself writes.
  request_id text not null check (length(request_id) <= 100),
  enqueued_by text not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, workflow, subject_id));
select build_wall('run');

create table run_log (
  shop_id uuid not null,
  run_id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  level text not null check (level in ('debug', 'info', 'warn', 'error')),
  step text,
  attempt int,
  -- 'began', 'done' and 'failed' are the engine's; 'said' is whatever the step had written into the log.
  event text not null check (event in ('began', 'done', 'failed', 'said')),
  message text not null check (length(message) <= 1000),
  primary key (shop_id, run_id, seq),
  foreign key (shop_id, run_id) references run on delete cascade);
select build_wall('run_log');
