-- Rules with a memory: judged on final blocks, in step with the profiles.

-- The last block whose findings of such rules are committed. A restart folds again from the checkpoint and does not judge
-- again what stands at or below this.
alter table lane add column depth_position bigint;
-- Profiles have another layout now and are folded anew.
delete from profile;
update lane set checkpoint_position = start_block - 1, depth_position = start_block - 1;
alter table lane
  alter column depth_position set not null,
  add check (checkpoint_position <= depth_position),
  add check (depth_position <= head_position);

-- The other transfers that a finding counted, copied with it.
alter table evidence add column supporting jsonb not null default '[]';

-- How often a rule could not be judged, and why: a silence that says nothing about the transfer.
create table withheld (
  chain_id          bigint not null,
  heuristic         text not null,
  heuristic_version integer not null,
  cause             text not null,
  count             bigint not null,
  primary key (chain_id, heuristic, heuristic_version, cause)
);

-- A rule threw over a transfer: the block is screened except for this, until a rebuild judges it again.
create table screening_gap (
  chain_id          bigint not null,
  heuristic         text not null,
  heuristic_version integer not null,
  block_number      bigint not null,
  log_index         integer not null,
  tx_hash           bytea not null,
  reason            text not null,
  created_at        timestamptz not null default now(),
  primary key (chain_id, heuristic, heuristic_version, block_number, log_index)
);
