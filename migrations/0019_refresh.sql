-- Where a list is fetched from, and how that went.

create table list_source (
  list_id          text primary key references list (id),
  -- The importer that reads it.
  format           text not null,
  -- By the importer's part: http or https, without a user or a password.
  urls             jsonb not null,
  -- What holds of an entry whose row does not say otherwise.
  defaults         jsonb not null,
  every_seconds    integer not null check (every_seconds >= 1),
  bytes_max        bigint not null check (bytes_max >= 1),

  -- Whoever sweeps looks at this and nothing else.
  next_attempt_at  timestamptz not null default now(),
  attempted_at     timestamptz,
  -- Of the last good body, which may be the one before.
  succeeded_at     timestamptz,
  -- What to ask the publisher by whether it has changed, by part; null: not at all.
  validators       jsonb,
  -- Over the parts in order; null: the next body is read, whatever it is.
  body_sha256      bytea,

  -- In a row; 0 when the last attempt was good. The rest is of the last that was not, and stays.
  failure_count    integer not null default 0,
  failed_at        timestamptz,
  failure_code     text,
  failure          text
);
create index list_source_next on list_source (next_attempt_at);

select grant_access();
