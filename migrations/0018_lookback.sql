-- The past is looked at for what is new on a list. The lane asks for it in the transaction in which a version of the list
-- comes into force; what is found are alerts of their own.
create table lookback (
  chain_id      bigint not null,
  list_id       text not null,
  -- Entries that this version brought are looked for.
  version       integer not null check (version >= 1),
  -- The version that held before, 0 without one: an address that it listed is not new.
  held_version  integer not null check (held_version >= 0),
  -- Whose lists and rates are in force: services stop money, rates say what is little.
  epoch_seq     integer not null,
  -- The blocks that the lane had screened without it; from_block grows to what retention has kept.
  from_block    bigint not null,
  to_block      bigint not null,
  params        jsonb not null,
  -- Done in the order of their ids up to this one; null before the first.
  after_entry   bytea,
  -- How many there are; null until the first step has counted them.
  entry_count   integer,
  done_count    integer not null default 0,
  alert_count   integer not null default 0,
  -- How often a bound cut something off, and what the first time.
  bound_count   integer not null default 0,
  bound_text    text,
  created_at    timestamptz not null default now(),
  finished_at   timestamptz,
  primary key (chain_id, list_id, version),
  check (held_version < version),
  check ((bound_count > 0) = (bound_text is not null)),
  check (finished_at is null or entry_count is not null)
);

-- What lies between two versions of a list, read without reading the list.
create index list_entry_first on list_entry (list_id, first_seq, entry_id);
create index list_entry_ended on list_entry (list_id, ended_seq) where ended_seq is not null;

select grant_access();
