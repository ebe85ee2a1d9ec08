-- What a shop sells, its texts in each language, its pictures and films, and how many there are.
create table product (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  -- What a repeated step of a launch says, to find the product that it made.
  key text,
  slug text not null check (length(slug) between 1 and 80),
  status text not null default 'draft' check (status in ('draft', 'on_sale', 'archived')),
  category text not null,
  tags text[] not null default '{}',
  notes text not null default '',
  main_language text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, slug),
  unique (shop_id, key));
create index product_by_status on product (shop_id, status, id);
select build_wall('product');

create table product_text (
  shop_id uuid not null,
  product_id uuid not null,
  language text not null,
  title text not null check (length(title) between 1 and 200),
  description text not null,
  seo_title text not null,
  seo_description text not null,
  alt_text text not null,
  primary key (shop_id, product_id, language),
  foreign key (shop_id, product_id) references product on delete cascade);
select build_wall('product_text');

create table product_picture (
  shop_id uuid not null,
  product_id uuid not null,
  position int not null check (position >= 0),
  picture_id uuid not null,
  alt_text text not null,
  primary key (shop_id, product_id, position),
  foreign key (shop_id, product_id) references product on delete cascade,
  foreign key (shop_id, picture_id) references picture);
select build_wall('product_picture');

create table product_film (
  shop_id uuid not null,
  product_id uuid not null,
  shape text not null check (shape in ('16:9', '9:16', '1:1')),
  file_id uuid not null,
  seconds double precision not null check (seconds > 0),
  width int not null check (width > 0),
  height int not null check (height > 0),
  poster_file_id uuid,
  primary key (shop_id, product_id, shape),
  foreign key (shop_id, product_id) references product on delete cascade,
  foreign key (shop_id, file_id) references file,
  foreign key (shop_id, poster_file_id) references file);
select build_wall('product_film');

create table product_film_caption (
  shop_id uuid not null,
  product_id uuid not null,
  shape text not null,
  language text not null,
  file_id uuid not null,
  primary key (shop_id, product_id, shape, language),
  foreign key (shop_id, product_id, shape) references product_film on delete cascade,
  foreign key (shop_id, file_id) references file);
select build_wall('product_film_caption');

create table variant (
  shop_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  position int not null check (position >= 0),
  sku text not null,
  title text not null,
  price_amount bigint not null check (price_amount >= 0),
  price_currency char(3) not null,
  primary key (shop_id, id),
  unique (shop_id, product_id, position),
  unique (shop_id, sku),
  foreign key (shop_id, product_id) references product on delete cascade);
select build_wall('variant');

-- The last line of defence against overselling is a CHECK, not a query: no code path gets around it.
create table stock (
  shop_id uuid not null,
  variant_id uuid not null,
  level int not null constraint stock_never_oversold check (level >= 0),
  primary key (shop_id, variant_id),
  foreign key (shop_id, variant_id) references variant on delete cascade) with (fillfactor = 70);
select build_wall('stock');
