-- What a person decided on a finding: it may stay, it may not, or it is there no longer because the text was mended.
alter table review_item
  add place jsonb,
  add decision text check (decision in ('allowed', 'refused', 'mended')),
  add decided_by text,
  add decided_at timestamptz,
  add note text,
  add constraint decided_with_decision check ((state = 'decided') = (decision is not null));
