-- What people set of the rules, what a rule said that was tried only, and what people found alerts to be.

-- Append-only: of each rule the last row holds. A lane reads it into its next epoch, and screens with the epoch alone.
create table heuristic_setting (
  heuristic     text not null,
  seq           integer not null check (seq > 0),
  is_enforced   boolean not null,
  -- Those alone that differ from the rule's own.
  params        jsonb not null check (jsonb_typeof(params) = 'object'),
  -- Tried beside, without an alert; null where nothing is.
  shadow_params jsonb check (jsonb_typeof(shadow_params) = 'object'),
  author        text not null,
  reason        text not null check (length(reason) between 1 and 2000),
  created_at    timestamptz not null default now(),
  primary key (heuristic, seq)
);

-- How often a rule that is tried fired on a block, and failed. Nothing else in the database rests on it.
create table shadow_block (
  chain_id      bigint not null,
  heuristic     text not null,
  setting_seq   integer not null,
  block_number  bigint not null,
  block_time    timestamptz not null,
  finding_count integer not null,
  gap_count     integer not null,
  -- Of the first of them.
  gap_reason    text,
  primary key (chain_id, heuristic, setting_seq, block_number),
  foreign key (heuristic, setting_seq) references heuristic_setting (heuristic, seq)
);

-- The first few of each block: a rule that fires on everything must not fill the disk.
create table shadow_finding (
  chain_id          bigint not null,
  heuristic         text not null,
  setting_seq       integer not null,
  block_number      bigint not null,
  log_index         integer not null,
  tx_hash           bytea not null,
  heuristic_version integer not null,
  -- All of them, as the epoch has them.
  params            jsonb not null,
  subject           bytea not null,
  severity          text not null,
  score             integer not null,
  text              text not null,
  figures           jsonb not null,
  primary key (chain_id, heuristic, setting_seq, block_number, log_index),
  foreign key (chain_id, heuristic, setting_seq, block_number)
    references shadow_block (chain_id, heuristic, setting_seq, block_number) on delete cascade
);

-- What people found an alert to be. Append-only: the last row holds. An alert's row is never deleted.
create table alert_disposition (
  alert_id    bytea not null,
  seq         integer not null check (seq > 0),
  disposition text not null check (disposition in ('true_positive', 'false_positive', 'legitimate_service',
    'humanitarian', 'junction_no_adverse_finding', 'inconclusive')),
  reason      text not null check (length(reason) between 1 and 2000),
  author      text not null,
  created_at  timestamptz not null default now(),
  primary key (alert_id, seq)
);

insert into service_right (role_name, privileges, table_name)
values
  -- Retention asks what rules look back for, as the lane does.
  ('redflag_screen', 'select', 'heuristic_setting'),
  ('redflag_screen', 'select, insert, delete', 'shadow_block'),
  ('redflag_screen', 'select, insert, delete', 'shadow_finding'),
  ('redflag_api', 'select, insert', 'heuristic_setting'),
  ('redflag_api', 'select', 'shadow_block'),
  ('redflag_api', 'select', 'shadow_finding'),
  ('redflag_api', 'select, insert', 'alert_disposition');

select grant_access();
