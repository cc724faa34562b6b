-- What whoever operates Redflag looks at, and what they ask for without a terminal.

-- That an ingest process follows a chain, and how it was told to check what it reads. One that has stopped stays for a while, so
-- that it can be told since when.
create table ingest_state (
  chain_id   bigint not null,
  -- Made up when the process starts.
  process_id uuid not null,
  policy     text not null check (policy in ('header', 'bloom', 'peers', 'proof')),
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  primary key (chain_id, process_id)
);

-- What such a process has seen of each endpoint that it was given. Never a URL: that may hold a key.
create table endpoint_state (
  chain_id                bigint not null,
  process_id              uuid not null,
  -- Its place among the chain's: two keys at one host are two endpoints.
  ordinal                 integer not null check (ordinal >= 1),
  host                    text not null check (host !~ '[/@?]'),
  score                   double precision not null check (score between 0 and 1),
  latency_ms              integer,
  rests_until             timestamptz,
  is_barred               boolean not null,
  -- Code of the error for which it rests, or of the last one until it answers again.
  problem                 text,
  requests_per_second_max double precision,
  log_blocks_max          bigint,
  head                    bigint,
  -- Answers other than good ones, by class.
  answers                 jsonb not null,
  primary key (chain_id, process_id, ordinal),
  foreign key (chain_id, process_id) references ingest_state on delete cascade
);

-- That somebody wants what coverage calls incomplete in a stretch mended. Whoever works on it says so for a while, again and again.
create table repair (
  id           uuid primary key,
  chain_id     bigint not null,
  from_block   bigint not null check (from_block >= 0),
  to_block     bigint not null check (to_block >= from_block),
  reason       text not null,
  asked_by     text not null,
  asked_at     timestamptz not null default now(),
  begun_at     timestamptz,
  worked_until timestamptz,
  step         text check (step in ('read', 'search', 'prove', 'ask', 'check')),
  step_blocks  bigint,
  finished_at  timestamptz,
  outcome      text check (outcome in ('done', 'partial', 'stopped', 'failed', 'cancelled')),
  -- Blocks by step, and the first failures.
  report       jsonb,
  problem      text,
  check ((finished_at is null) = (outcome is null))
);
create index repair_open on repair (chain_id, asked_at, id) where finished_at is null;

alter table backfill
  add column id           uuid not null default gen_random_uuid() unique,
  -- Null where it was asked for on the command line.
  add column reason       text,
  add column asked_by     text,
  -- It ended because nobody wants it any more; else it was finished.
  add column is_cancelled boolean not null default false check (finished_at is not null or not is_cancelled);

-- Looked up by block, and the newest first.
create index disagreement_block on disagreement (chain_id, block_number);
create index disagreement_created on disagreement (chain_id, created_at);

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_ingest', 'select, insert, update (policy, seen_at), delete', 'ingest_state'),
  ('redflag_ingest', 'select, insert, update (host, score, latency_ms, rests_until, is_barred, problem,
    requests_per_second_max, log_blocks_max, head, answers)', 'endpoint_state'),
  -- What is wanted is not its to say.
  ('redflag_ingest', 'select, update (begun_at, worked_until, step, step_blocks, finished_at, outcome, report, problem)', 'repair'),
  ('redflag_api', 'select', 'ingest_state'),
  ('redflag_api', 'select', 'endpoint_state'),
  ('redflag_api', 'select', 'fan_out'),
  ('redflag_api', 'select, insert (id, chain_id, from_block, to_block, reason, asked_by),
    update (finished_at, outcome)', 'repair'),
  ('redflag_api', 'insert (chain_id, from_block, to_block, reason, asked_by),
    update (created_at, finished_at, is_cancelled, reason, asked_by)', 'backfill');

select grant_access();
