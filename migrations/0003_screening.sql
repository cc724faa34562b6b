-- What screening made of the ledger. Screen is the only writer of these tables (the lane row is created with its start).

create table lane (
  chain_id            bigint primary key,
  start_block         bigint not null,
  -- The last block whose findings at the head are committed, and its hash.
  head_position       bigint not null,
  head_hash           bytea,
  -- The last block folded at screening depth: its evidence is final.
  final_position      bigint not null,
  -- Profiles are as of this block; a restart folds again from here.
  checkpoint_position bigint not null,
  -- The last rewind of the ledger that this lane has followed.
  rewind_seq          bigint not null default 0,
  -- Why the lane stands still until `redflag rebuild`; null while it runs.
  stopped_reason      text,
  -- The last block that the ledger and the chain still share, where a rewrite below final stopped the lane.
  stopped_fork        bigint,
  check (start_block - 1 <= checkpoint_position),
  check (checkpoint_position <= final_position),
  check (final_position <= head_position)
);

-- Append-only: from which block which inputs held. In force at block n: the highest seq with from_block <= n.
create table epoch (
  chain_id   bigint not null,
  seq        integer not null,
  from_block bigint not null,
  inputs     jsonb not null,
  created_at timestamptz not null default now(),
  primary key (chain_id, seq)
);

create table alert (
  id                bytea primary key,
  chain_id          bigint not null,
  heuristic         text not null,
  heuristic_version integer not null,
  subject           bytea not null,
  severity          text not null,
  exposure          text not null,
  -- Hundredths of a decade; see domain/score.ts.
  score             integer not null,
  -- Rolling SHA-256 over the evidence in order: the content revision.
  revision          bytea not null,
  evidence_count    integer not null,
  first_block       bigint not null,
  last_block        bigint not null,
  first_time        timestamptz not null,
  last_time         timestamptz not null,
  state             text not null check (state in ('provisional', 'final', 'withdrawn')),
  state_seq         integer not null,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now()
);
create index alert_subject on alert (chain_id, heuristic, subject, last_block);

-- A copy of what each finding stood on, made when the alert was: the ledger may be pruned, the alert still proves itself.
create table evidence (
  alert_id     bytea not null references alert (id),
  -- 0, 1, 2 … in ledger order.
  ordinal      integer not null,
  chain_id     bigint not null,
  block_number bigint not null,
  block_hash   bytea not null,
  block_time   timestamptz not null,
  log_index    integer not null,
  tx_hash      bytea not null,
  tx_ordinal   integer not null,
  token        bytea not null,
  sender       bytea not null,
  recipient    bytea not null,
  amount       numeric(78, 0) not null,
  heuristic_version integer not null,
  severity     text not null,
  exposure     text not null,
  score        integer not null,
  reasons      jsonb not null,
  -- The alert's revision once this row counted.
  revision     bytea not null,
  is_final     boolean not null default false,
  primary key (alert_id, ordinal)
);
create index evidence_block on evidence (chain_id, block_number);

-- Everything a subscriber could be told, in order. Written with the alert, read by notify.
create table event (
  id         bytea primary key,
  position   bigint generated always as identity,
  alert_id   bytea not null references alert (id),
  kind       text not null check (kind in ('created', 'updated', 'final', 'withdrawn')),
  revision   bytea not null,
  state_seq  integer not null,
  payload    jsonb not null,
  created_at timestamptz not null default now()
);
create index event_alert on event (alert_id, position);

-- A heuristic's memory of an address; see domain/profile.ts for the encoding and its bound in bytes.
create table profile (
  chain_id bigint not null,
  address  bytea not null,
  state    bytea not null,
  primary key (chain_id, address)
);
