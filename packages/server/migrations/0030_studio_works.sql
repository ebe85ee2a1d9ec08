-- What the studio makes of a subject (a launch, later also other things): texts, stories, and files.
create table copy_text (
  shop_id uuid not null references shop on delete cascade,
  subject_id uuid not null,
  channel text not null,
  language text not null,
  title text not null,
  description text not null,
  hashtags text[] not null,
  tags text[] not null,
  alt_text text not null,
  seo_title text not null,
  seo_description text not null,
  provider text not null,
  primary key (shop_id, subject_id, channel, language));
select build_wall('copy_text');

create table story (
  shop_id uuid not null references shop on delete cascade,
  subject_id uuid not null,
  language text not null,
  scenes jsonb not null,
  provider text not null,
  primary key (shop_id, subject_id, language));
select build_wall('story');

create table asset (
  shop_id uuid not null references shop on delete cascade,
  subject_id uuid not null,
  kind text not null check (kind in ('narration', 'picture', 'music', 'film', 'captions', 'thumbnail')),
  name text not null,
  file_id uuid not null,
  details jsonb not null,
  primary key (shop_id, subject_id, kind, name),
  foreign key (shop_id, file_id) references file);
select build_wall('asset');
