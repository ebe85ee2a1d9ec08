-- A launch waits for a person's yes, may be sent back, cancelled, and made again in part.
alter table launch drop constraint launch_status_check;
alter table launch add constraint launch_status_check
  check (status in ('queued', 'running', 'held', 'waiting', 'completed', 'rejected', 'failed', 'cancelled'));
alter table launch
  add approval text not null default 'itself' check (approval in ('person', 'itself')),
  -- The run that may write: a remake's id, or null for the first one. A run that is no longer this one stops.
  add run_id uuid,
  add decided_by text,
  add decided_at timestamptz,
  add decision_reason text;

-- What was asked to be made again. Its workflow carries its id.
create table launch_remake (
  shop_id uuid not null,
  id uuid not null,
  launch_id uuid not null,
  steps text[] not null check (cardinality(steps) > 0),
  parts jsonb not null,
  reason text not null default '' check (length(reason) <= 1000),
  seed int not null,
  -- The texts that were sent back, by place: a writer is not to say them again.
  rejected jsonb not null default '[]',
  actor text not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  foreign key (shop_id, launch_id) references launch on delete cascade);
create index on launch_remake (shop_id, launch_id, created_at);
select build_wall('launch_remake');

-- Which photo a scene shows, where a person chose; the others take the photos in turn.
create table launch_scene (
  shop_id uuid not null,
  launch_id uuid not null,
  scene text not null check (scene in ('hook', 'making', 'use', 'call_to_action')),
  picture_id uuid not null,
  primary key (shop_id, launch_id, scene),
  foreign key (shop_id, launch_id) references launch on delete cascade,
  foreign key (shop_id, picture_id) references picture);
select build_wall('launch_scene');

-- Two people may edit at once: who saves over a version that they have not seen is told.
alter table copy_text
  add version int not null default 1,
  -- The version that the product's page has: what is shown there changes by approval alone.
  add shown_version int;
alter table story add version int not null default 1;

alter table post drop constraint post_state_check;
alter table post add constraint post_state_check check (state in ('draft', 'scheduled'));
