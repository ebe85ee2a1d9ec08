create table launch (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  status text not null check (status in ('queued', 'running', 'completed', 'held', 'failed')),
  name text not null check (length(name) between 1 and 140),
  notes text not null check (length(notes) <= 5000),
  price bigint not null check (price >= 0),
  currency char(3) not null,
  category text not null,
  languages text[] not null check (cardinality(languages) > 0),
  seconds int not null check (seconds between 6 and 60),
  stock int not null check (stock between 0 and 100000),
  seed int not null,
  product_id uuid,
  product_slug text,
  failure jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, product_id) references product);
create index on launch (shop_id, created_at desc);
select build_wall('launch');

create table launch_photo (
  shop_id uuid not null,
  launch_id uuid not null,
  position int not null,
  picture_id uuid not null,
  primary key (shop_id, launch_id, position),
  foreign key (shop_id, launch_id) references launch on delete cascade,
  foreign key (shop_id, picture_id) references picture);
select build_wall('launch_photo');

create table launch_step (
  shop_id uuid not null,
  launch_id uuid not null,
  position int not null,
  name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  provider text,
  progress real not null default 0 check (progress between 0 and 1),
  note text,
  started_at timestamptz,
  ms int,
  primary key (shop_id, launch_id, name),
  foreign key (shop_id, launch_id) references launch on delete cascade);
select build_wall('launch_step');
