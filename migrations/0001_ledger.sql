-- The ledger: what the chains said, canonical branch only, and how it was checked.
-- Partitioned by (chain, block range): only the active partition's indexes stay hot, retention is a DROP.
-- Ingest is the only writer of these tables.

-- The newest view of each chain that any endpoint gave: how far there is to read, and what it calls final.
create table tip (
  chain_id         bigint primary key,
  head_number      bigint not null,
  head_hash        bytea not null,
  finalized_number bigint not null check (finalized_number <= head_number),
  seen_at          timestamptz not null default now()
);

create table block (
  chain_id    bigint not null,
  number      bigint not null,
  hash        bytea not null check (length(hash) = 32),
  parent_hash bytea not null check (length(parent_hash) = 32),
  time        timestamptz not null,
  primary key (chain_id, number)
) partition by range (chain_id, number);

create table transfer (
  chain_id     bigint not null,
  block_number bigint not null,
  log_index    integer not null,
  tx_hash      bytea not null,
  -- Position among the transfers of the same token in this transaction: names the transfer when a reorg moves it.
  tx_ordinal   integer not null,
  token        bytea not null,
  sender       bytea not null,
  recipient    bytea not null,
  amount       numeric(78, 0) not null,
  primary key (chain_id, block_number, log_index)
) partition by range (chain_id, block_number);
create index transfer_sender on transfer (sender, block_number);
create index transfer_recipient on transfer (recipient, block_number);

-- Freezes, unfreezes, destructions, issues and redemptions: they change who may move money, or how much there is.
create table issuer_event (
  chain_id     bigint not null,
  block_number bigint not null,
  log_index    integer not null,
  tx_hash      bytea not null,
  token        bytea not null,
  kind         text not null,
  account      bytea,
  amount       numeric(78, 0),
  primary key (chain_id, block_number, log_index)
) partition by range (chain_id, block_number);
create index issuer_event_account on issuer_event (account, block_number);

-- A log of a known token that could not be decoded: a row an operator sees, never a silent skip.
create table refused_log (
  chain_id     bigint not null,
  block_number bigint not null,
  log_index    integer not null,
  tx_hash      bytea not null,
  token        bytea not null,
  topics       bytea[] not null,
  data         bytea not null,
  reason       text not null,
  primary key (chain_id, block_number, log_index)
) partition by range (chain_id, block_number);

-- One row per committed stretch: who answered and how it was checked. Rows never overlap and never cross a partition.
-- A block number without a row is missing, whatever else the ledger holds.
create table coverage (
  chain_id           bigint not null,
  from_block         bigint not null,
  to_block           bigint not null check (to_block >= from_block),
  endpoint           text not null,
  level              text not null check (level in ('header', 'bloom', 'peers', 'self_consistent', 'proven')),
  proven_block_count integer not null default 0,
  transfer_count     integer not null,
  refused_count      integer not null,
  read_at            timestamptz not null default now(),
  primary key (chain_id, from_block)
) partition by range (chain_id, from_block);

-- The ledger above fork_block was replaced: the lane must take back what it said about those blocks.
create table rewind (
  chain_id   bigint not null,
  seq        bigint not null,
  fork_block bigint not null,
  cause      text not null check (cause in ('reorg', 'mend')),
  created_at timestamptz not null default now(),
  primary key (chain_id, seq)
);

-- An endpoint caught giving a wrong or incomplete answer.
create table disagreement (
  chain_id     bigint not null,
  endpoint     text not null,
  block_number bigint not null,
  kind         text not null,
  detail       jsonb not null,
  created_at   timestamptz not null default now(),
  primary key (chain_id, endpoint, block_number, kind)
);
