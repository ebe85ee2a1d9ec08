-- Bytes live in the file store under their hash; one row per shop that holds them.
create table file (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  sha256 char(64) not null,
  bytes bigint not null check (bytes > 0),
  extension text not null,
  media_type text not null,
  audience text not null check (audience in ('public', 'staff')),
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, sha256, extension, audience));
select build_wall('file');

create table picture (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  sha256 char(64) not null,
  original_file_id uuid not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  palette jsonb not null,
  perceptual_hash char(16) not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, sha256),
  foreign key (shop_id, original_file_id) references file);
select build_wall('picture');

create table picture_size (
  shop_id uuid not null,
  picture_id uuid not null,
  use text not null check (use in ('thumb', 'card', 'page', 'full')),
  format text not null check (format in ('webp', 'jpeg')),
  width int not null,
  height int not null,
  file_id uuid not null,
  primary key (shop_id, picture_id, use, format),
  foreign key (shop_id, picture_id) references picture on delete cascade,
  foreign key (shop_id, file_id) references file);
select build_wall('picture_size');
