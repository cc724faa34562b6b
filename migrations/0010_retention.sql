-- Old partitions of the ledger are dropped behind a stored checkpoint: what a rebuild needs from before the cut.

create table cut (
  chain_id   bigint primary key,
  -- The last block that was dropped, and its time.
  block      bigint not null,
  block_time timestamptz not null,
  -- Time of the lane's first block, once that is dropped: how far back it reaches does not begin anew.
  start_time timestamptz,
  cut_at     timestamptz not null default now()
);

-- Profiles as of the cut.
create table cut_profile (
  chain_id bigint not null,
  address  bytea not null,
  state    bytea not null,
  primary key (chain_id, address)
);

-- How many of the count stand on blocks that were dropped: a rebuild counts the others again.
alter table withheld add column cut_count bigint not null default 0 check (cut_count <= count);
