create table kit (
  shop_id uuid not null references shop on delete cascade,
  subject_id uuid not null,
  channel text not null,
  folder text not null,
  file_id uuid not null,
  problems jsonb not null,
  primary key (shop_id, subject_id, channel),
  foreign key (shop_id, file_id) references file);
select build_wall('kit');

create table post (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  subject_id uuid not null,
  product_id uuid not null,
  channel text not null,
  state text not null check (state in ('draft')),
  scheduled_for timestamptz not null,
  time_zone text not null,
  primary key (shop_id, id),
  unique (shop_id, subject_id, channel),
  foreign key (shop_id, product_id) references product);
create index on post (shop_id, scheduled_for);
select build_wall('post');
