-- What bridges' messages say when the lanes are read together: legs, how far each lane is read for them, how far they are judged.

-- A stage of its own over all lanes. One row.
create table hop_stage (
  is_only       boolean primary key default true check (is_only),
  -- Arrivals whose clock is before it are judged, unix seconds.
  judged_before bigint not null
);
insert into hop_stage (judged_before) values (0);

create table hop_lane (
  chain_id     bigint primary key,
  -- The last final block that is read for legs, and the highest block time up to it, unix seconds.
  block_number bigint not null,
  clock        bigint not null,
  -- Legs before it are left out: judging had gone beyond them when the lane was opened. Recorded, so that a rebuild leaves
  -- out the same.
  from_clock   bigint not null,
  -- The lane's, as of the last block read: another one, or a rewind below, means that what was read is not what holds.
  generation   integer not null,
  rewind_seq   bigint not null,
  -- Money that left or arrived and could not be read as a leg: how often, and why the first time.
  fault_count  integer not null default 0,
  fault_text   text,
  check ((fault_count > 0) = (fault_text is not null))
);

-- One side of a message that carries money. A copy: the ledger may be pruned, the way still proves itself.
create table hop_leg (
  chain_id     bigint not null,
  block_number bigint not null,
  log_index    integer not null,
  clock        bigint not null,
  direction    text not null check (direction in ('departure', 'arrival')),
  bridge       text not null,
  -- The same text on both sides.
  match_key    text not null,
  remote_chain text,
  holder       bytea not null,
  payment      jsonb not null,
  -- What judging has made of it.
  outcome      jsonb not null default '{}',
  primary key (chain_id, block_number, log_index)
);
create index hop_leg_key on hop_leg (match_key, clock) where direction = 'departure';
create index hop_leg_holder on hop_leg (chain_id, holder, clock) where direction = 'arrival';
create index hop_leg_clock on hop_leg (clock, chain_id, block_number, log_index) where direction = 'arrival';
create index hop_leg_gap on hop_leg (chain_id) where outcome ? 'gap';

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_screen', 'select, update', 'hop_stage'),
  ('redflag_screen', 'select, insert, update', 'hop_lane'),
  ('redflag_screen', 'select, insert, update, delete', 'hop_leg'),
  -- For what `redflag doctor` tells in its container.
  ('redflag_ingest', 'select', 'hop_stage'),
  ('redflag_ingest', 'select', 'hop_lane'),
  ('redflag_ingest', 'select', 'hop_leg'),
  ('redflag_api', 'select', 'hop_stage'),
  ('redflag_api', 'select', 'hop_lane'),
  ('redflag_api', 'select', 'hop_leg');

select grant_access();
