-- Mail to send: written in the transaction of what it tells of, sent afterwards. The row is the message, so that it can be looked at.
create table mail (
  shop_id uuid not null references shop on delete cascade,
  id uuid not null,
  -- What it is about, once: order.placed:<order id>.
  key text not null,
  kind text not null,
  to_address text not null check (length(to_address) between 3 and 254),
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts int not null default 0,
  due_at timestamptz not null,
  claimed_at timestamptz,
  provider text,
  problem text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, key));
create index mail_waiting on mail (shop_id, due_at) where state in ('queued', 'sending');
create index on mail (shop_id, created_at desc);
select build_wall('mail');
