-- Alerts that describe one scheme, by several rules or about several subjects, have one place in the ranking. All of it
-- follows from the alerts that stand and is written with them; none of it is their content.

-- The places of the payment that a finding is on and of those that it counts, each block_number * 2^20 + log_index: what two
-- alerts have in common is found without going through either.
alter table evidence add column payments bigint[] not null default '{}';
update evidence set payments = array(
  select distinct key from (
    select block_number * 1048576 + log_index as key
    union all
    select (counted -> 'transfer' ->> 'blockNumber')::bigint * 1048576 + (counted -> 'transfer' ->> 'logIndex')::bigint
      from jsonb_array_elements(supporting) as counted
  ) as keys
  order by key
);
create index evidence_payments on evidence using gin (payments);

alter table alert
  -- The earliest alert of its group; its own id where it stands alone. Null once withdrawn, and until it was first placed.
  add column group_id bytea,
  -- Its own place, see domain/alert-rank.ts.
  add column rank integer,
  -- Of the group, and how many alerts it has: on its earliest alert, null on the others.
  add column group_rank integer,
  add column group_size integer,
  add check ((group_id is null) = (rank is null)),
  add check ((group_rank is null) = (group_size is null)),
  add check (group_rank is null or group_id = id);

create index alert_group on alert (group_id, rank desc, id) where group_id is not null;
create index alert_ranking on alert (group_rank desc, id) where group_rank is not null;
create index alert_chain_ranking on alert (chain_id, group_rank desc, id) where group_rank is not null;
-- Alerts of before this, until the lane has placed them.
create index alert_unplaced on alert (chain_id) where group_id is null and state <> 'withdrawn';
