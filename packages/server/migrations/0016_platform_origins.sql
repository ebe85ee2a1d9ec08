-- Other sites whose pages may ask the API for this shop.
create table shop_origin (
  shop_id uuid not null references shop on delete cascade,
  origin text not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, origin));
select build_wall('shop_origin');
