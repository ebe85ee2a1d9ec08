-- Places with an address, movements that are written once, and what is running low.

alter table location add column address jsonb;

alter table stock_movement
  drop constraint stock_movement_reason_check,
  add constraint stock_movement_reason_check
    check (reason in ('counted', 'received', 'sent', 'returned', 'lost', 'damaged', 'moved')),
  -- Of whoever may ask twice: written with the key, it is written once.
  add column key text check (length(key) between 8 and 100);
create unique index stock_movement_by_key on stock_movement (shop_id, key) where key is not null;
create index stock_movement_by_location on stock_movement (shop_id, location_id, id);

-- Movements are listed by id, which grows with time. Those of the first migration had ids by chance.
update stock_movement
set id = (lpad(to_hex((extract(epoch from moved_at) * 1000)::bigint), 12, '0') || '7' || substr(replace(id::text, '-', ''), 14))::uuid
where actor = 'system:migration';

create index stock_by_location on stock (shop_id, location_id, variant_id);
create index reservation_by_stock on reservation (shop_id, variant_id, location_id);

-- From so many free units on, downwards, the staff is told; null: never.
alter table variant add column low_stock_at int default 3 check (low_stock_at between 0 and 1000000);

-- What was last told of a variant: so each change is told once.
create table stock_watch (
  shop_id uuid not null,
  variant_id uuid not null,
  is_low boolean not null,
  primary key (shop_id, variant_id),
  foreign key (shop_id, variant_id) references variant on delete cascade);
select build_wall('stock_watch');

insert into stock_watch (shop_id, variant_id, is_low)
select variant.shop_id, variant.id, sum(greatest(stock.on_hand + stock.backorder_limit - stock.reserved, 0)) <= variant.low_stock_at
from variant
join product on product.shop_id = variant.shop_id and product.id = variant.product_id
join stock on stock.shop_id = variant.shop_id and stock.variant_id = variant.id
where product.status = 'on_sale' and variant.archived_at is null
group by variant.shop_id, variant.id;
