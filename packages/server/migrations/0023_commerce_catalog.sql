-- Options and variants, a tree of categories, and what the shop's lists, details and search are read from.

/*
 * The kinds that products are shown under. `parent_depth` goes with `parent`, and a category lies one deeper than its parent: no row can be
 * below itself, because the depth of each on a circle would have to be greater than its own.
 */
create table category (
  shop_id uuid not null references shop on delete cascade,
  slug text not null check (length(slug) between 1 and 80 and slug = btrim(slug)),
  parent text,
  parent_depth int,
  depth int not null generated always as (coalesce(parent_depth + 1, 0)) stored check (depth between 0 and 4),
  position int not null default 0 check (position >= 0),
  created_at timestamptz not null,
  primary key (shop_id, slug),
  unique (shop_id, slug, depth),
  check ((parent is null) = (parent_depth is null)),
  foreign key (shop_id, parent, parent_depth) references category (shop_id, slug, depth) on update cascade);
create index category_by_parent on category (shop_id, parent, position);
select build_wall('category');

create table category_text (
  shop_id uuid not null,
  slug text not null,
  language text not null,
  name text not null check (length(name) between 1 and 60),
  primary key (shop_id, slug, language),
  foreign key (shop_id, slug) references category on delete cascade);
select build_wall('category_text');

update product set category = coalesce(nullif(btrim(category), ''), 'other') where category <> btrim(category) or btrim(category) = '';
insert into category (shop_id, slug, position, created_at)
select shop_id, category, row_number() over (partition by shop_id order by min(created_at), category) - 1, min(created_at)
from product group by shop_id, category;

-- [{"name": "Size", "values": ["S", "M"]}]: at most three, each with a name and values that are no other's.
create function options_are_sound(options jsonb) returns boolean language sql immutable parallel safe return
  jsonb_typeof(options) = 'array' and jsonb_array_length(options) <= 3
  and not exists (select from jsonb_array_elements(options) one where jsonb_typeof(one) <> 'object'
    or jsonb_typeof(one -> 'name') is distinct from 'string' or length(one ->> 'name') not between 1 and 60
    or jsonb_typeof(one -> 'values') is distinct from 'array' or jsonb_array_length(one -> 'values') not between 1 and 100
    or exists (select from jsonb_array_elements(one -> 'values') value where jsonb_typeof(value) <> 'string' or length(value #>> '{}') not between 1 and 60)
    or (select count(*) <> count(distinct value) from jsonb_array_elements(one -> 'values') value))
  and (select count(*) = count(distinct one ->> 'name') from jsonb_array_elements(options) one);

alter table product
  add column options jsonb not null default '[]' check (options_are_sound(options)),
  add column option_count int generated always as (jsonb_array_length(options)) stored,
  add column tax_category text not null default 'standard' check (tax_category ~ '^[a-z][a-z0-9-]{0,39}$'),
  add constraint product_option_count unique (shop_id, id, option_count),
  add constraint product_category foreign key (shop_id, category) references category;
create index product_by_category on product (shop_id, category);

-- The words of the options in another language, by what they are in the main one: {"Size": "Größe"}.
alter table product_text add column option_words jsonb not null default '{}' check (jsonb_typeof(option_words) = 'object');

/*
 * A variant that was sold or lies in a cart is archived, not deleted: it keeps its number and its choices, and is for sale no more. Of the
 * others, no two of a product have the same choices, each has one for every option, and there are at most a hundred.
 */
alter table variant
  drop constraint variant_shop_id_product_id_position_key,
  add column choices text[] not null default '{}',
  add column archived_at timestamptz,
  add column option_count int generated always as (case when archived_at is null then cardinality(choices) end) stored,
  add column barcode text check (barcode ~ '^[\x21-\x7e]{1,64}$'),
  add column weight_grams int not null default 0 check (weight_grams between 0 and 10000000),
  add column length_mm int check (length_mm between 1 and 100000),
  add column width_mm int check (width_mm between 1 and 100000),
  add column height_mm int check (height_mm between 1 and 100000),
  add constraint variant_of_product unique (shop_id, product_id, id),
  add constraint variant_at_most_a_hundred check (archived_at is not null or position < 100),
  add constraint variant_has_its_place exclude using btree (shop_id with =, product_id with =, position with =)
    where (archived_at is null) deferrable initially deferred,
  add constraint variant_has_its_choices exclude using btree (shop_id with =, product_id with =, choices with =)
    where (archived_at is null) deferrable initially deferred,
  add constraint variant_choice_for_every_option foreign key (shop_id, product_id, option_count)
    references product (shop_id, id, option_count) deferrable initially deferred;
create index variant_by_product on variant (shop_id, product_id, position);

-- A picture stands once with a product, and a variant shows some of its product's.
delete from product_picture using product_picture earlier
where earlier.shop_id = product_picture.shop_id and earlier.product_id = product_picture.product_id
  and earlier.picture_id = product_picture.picture_id and earlier.position < product_picture.position;
alter table product_picture add constraint product_picture_once unique (shop_id, product_id, picture_id);

create table variant_picture (
  shop_id uuid not null,
  variant_id uuid not null,
  position int not null check (position between 0 and 19),
  product_id uuid not null,
  picture_id uuid not null,
  primary key (shop_id, variant_id, position),
  unique (shop_id, variant_id, picture_id),
  foreign key (shop_id, product_id, variant_id) references variant (shop_id, product_id, id) on delete cascade,
  foreign key (shop_id, product_id, picture_id) references product_picture (shop_id, product_id, picture_id) on delete cascade);
create index on variant_picture (shop_id, product_id, picture_id);
select build_wall('variant_picture');

/*
 * What a shopper receives of a product in each of its languages, written in the transaction of the change. The text is JSON with a hole
 * (U+0001, which JSON itself never holds) for each number of units: those are read beside it, in the order of `variant_ids`. What was
 * written by an older program has a lower `version` and is written anew by whoever reads it.
 */
create table product_document (
  shop_id uuid not null,
  product_id uuid not null,
  language text not null,
  is_main boolean not null,
  version int not null,
  slug text not null,
  status text not null,
  variant_ids uuid[] not null,
  list_text text not null,
  detail_text text not null,
  primary key (shop_id, product_id, language),
  foreign key (shop_id, product_id) references product on delete cascade) with (toast_tuple_target = 8160);
create unique index product_document_by_slug on product_document (shop_id, slug, language);
create unique index product_document_has_one_main on product_document (shop_id, product_id) where is_main;
alter table product_document alter column detail_text set storage external;
select build_wall('product_document');

-- What lists are ordered and searched by: narrow, because search reads many of them.
create table product_search (
  shop_id uuid not null,
  product_id uuid not null,
  status text not null,
  category text not null,
  price bigint not null,
  title text collate "C" not null,
  words tsvector not null,
  primary key (shop_id, product_id),
  foreign key (shop_id, product_id) references product on delete cascade);
create index product_search_newest on product_search (shop_id, status, product_id);
create index product_search_by_price on product_search (shop_id, status, price, product_id);
create index product_search_by_title on product_search (shop_id, status, title, product_id);
create index product_search_by_category on product_search (shop_id, category, status, product_id);
select build_wall('product_search');

-- Empty ones of version 0: the first reader, or the chore that looks for them, writes them.
insert into product_document (shop_id, product_id, language, is_main, version, slug, status, variant_ids, list_text, detail_text)
select text.shop_id, text.product_id, text.language, text.language = product.main_language, 0, product.slug, product.status, '{}', '', ''
from product_text text join product on product.shop_id = text.shop_id and product.id = text.product_id;
insert into product_search (shop_id, product_id, status, category, price, title, words)
select product.shop_id, product.id, product.status, product.category, variant.price_amount, '', ''
from product join variant on variant.shop_id = product.shop_id and variant.product_id = product.id and variant.position = 0;

/*
 * Full text may not use its index behind the wall: a policy lets only leakproof operators through, and @@ is none. So the search is a
 * function of a role that passes the wall, may read this one table, and names the shop itself.
 */
create function find_products(query tsquery, in_states text[], from_price bigint, to_price bigint)
returns table (product_id uuid, price bigint, title text, rank real)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
  -- Five hundred are ranked at most: a common word is in thousands, and every one of them would have to be read. "is true" keeps PostgreSQL,
  -- which does not know how rare a word is, from walking the prices or the states instead of the words.
  return query with hit as materialized (
      select s.product_id, s.price, s.title, s.words from public.product_search s
      where s.shop_id = public.current_shop() and s.words @@ query
        and (s.status = any (in_states)) is true and (s.price between from_price and to_price) is true
      limit 500)
    select hit.product_id, hit.price, hit.title, ts_rank(hit.words, query) from hit;
end $$;
revoke all on function find_products(tsquery, text[], bigint, bigint) from public;
grant execute on function find_products(tsquery, text[], bigint, bigint) to bottega_app, bottega_system;
grant select on product_search to bottega_search;

-- As the administrator: an extension, and a function given to a role that may not make any itself.
reset role;
create extension if not exists btree_gin;
grant create on schema public to bottega_search;
alter function find_products(tsquery, text[], bigint, bigint) owner to bottega_search;
revoke create on schema public from bottega_search;
set local role bottega_owner;
create index product_search_words on product_search using gin (shop_id, words) with (fastupdate = off);
