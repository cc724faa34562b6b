-- What screening derives from the ledger alone and lists beside the lists: freezes by issuers, and addresses that are
-- inferred to be deposit addresses of known services.

-- Freezes and their ends out of blocks that retention has dropped: they hold until the issuer lifts them, however old.
-- Those of blocks that are kept stand in issuer_event. Written in the transaction that drops the blocks.
create table kept_freeze (
  chain_id     bigint not null,
  block_number bigint not null,
  log_index    integer not null,
  ordinal      integer not null,
  tx_hash      bytea not null,
  token        bytea not null,
  kind         text not null check (kind in ('freeze', 'unfreeze')),
  account      bytea not null,
  block_time   timestamptz not null,
  primary key (chain_id, block_number, log_index, ordinal)
);
create index kept_freeze_account on kept_freeze (account);

-- Derived from final blocks in step with the profiles, and as of the lane's checkpoint like them. A row says what was
-- known when it was inferred and is never changed but to end it.
create table inferred_service (
  chain_id       bigint not null,
  address        bytea not null check (length(address) = 20),
  -- It holds for transactions after the one that ends at this log.
  from_block     bigint not null,
  from_log       integer not null,
  -- The wallet of a known service that it forwards to.
  service        bytea not null check (length(service) = 20),
  forward_count  integer not null,
  share_ppm      integer not null check (share_ppm between 0 and 1000000),
  first_time     timestamptz not null,
  last_time      timestamptz not null,
  confidence     integer not null check (confidence between 0 and 100),
  -- Where its later behaviour, or another list, took the ground away; null while it stands.
  until_block    bigint,
  until_log      integer,
  primary key (chain_id, address, from_block, from_log),
  check ((until_block is null) = (until_log is null))
);
-- One at a time holds of an address.
create unique index inferred_service_standing on inferred_service (chain_id, address) where until_block is null;

select grant_access();
