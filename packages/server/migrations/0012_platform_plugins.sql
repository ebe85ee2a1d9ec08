-- Plugins as a shop has them. Which plugins there are is no matter of the database: they are found in the project's folder.
create table shop_plugin (
  shop_id uuid not null references shop on delete cascade,
  plugin text not null check (length(plugin) between 1 and 214),
  -- NULL: the shop has not decided, and the roll-out counts.
  enabled boolean,
  settings jsonb not null default '{}',
  failure text,
  failed_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (shop_id, plugin));
select build_wall('shop_plugin');

-- Settings that are secrets, each sealed for its row.
create table shop_plugin_secret (
  shop_id uuid not null,
  plugin text not null,
  setting text not null,
  sealed text not null,
  primary key (shop_id, plugin, setting),
  foreign key (shop_id, plugin) references shop_plugin on delete cascade);
select build_wall('shop_plugin_secret');

-- How many of the shops that have not decided have a plugin. It belongs to the installation; shops may only read it.
create table plugin_rollout (
  plugin text primary key,
  percent int not null check (percent between 0 and 100),
  updated_at timestamptz not null default now());
grant select on plugin_rollout to bottega_app;
grant select, insert, update, delete on plugin_rollout to bottega_system;
