-- Files have a name that people gave them; what is still on its way has a row of its own, and counts against the shop's quota.
alter table file add column name text not null default '' check (length(name) <= 200);
create index file_by_hash on file (sha256, extension);
create index file_usage on file (shop_id) include (bytes);
create index picture_by_original on picture (shop_id, original_file_id);
create index picture_size_by_file on picture_size (shop_id, file_id);

create table file_upload (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  sha256 char(64) not null,
  bytes bigint not null check (bytes > 0),
  media_type text not null,
  expires_at timestamptz not null,
  primary key (shop_id, id));
create index file_upload_expired on file_upload (expires_at);
select build_wall('file_upload');
