-- What exchanges are told of alerts. A lane judges each payment a second time with what they may know, in the transaction in which it
-- judges for staff: what it tells them has ids, states and revisions of its own, one alert for each payment.

create table told_alert (
  id            bytea primary key check (length(id) = 32),
  chain_id      bigint not null,
  block_number  bigint not null,
  block_hash    bytea not null,
  tx_hash       bytea not null,
  token         bytea not null,
  tx_ordinal    integer not null,
  state         text not null check (state in ('provisional', 'final', 'withdrawn')),
  -- Of one whose block a rewind took: if it has not come again once the lane is past this block, it is withdrawn.
  loose_until   bigint,
  loose_cause   text check (loose_cause in ('reorg', 'corrected')),
  -- The event that said `created`, the last time: whoever was not given it is told no more of the alert.
  opening_id    bytea not null check (length(opening_id) = 32),
  -- What was said last.
  payload       jsonb not null,
  check ((loose_until is null) = (loose_cause is null))
);
create index told_alert_block on told_alert (chain_id, block_number) where state <> 'withdrawn';
create index told_alert_provisional on told_alert (chain_id, block_number) where state = 'provisional';
create index told_alert_loose on told_alert (chain_id, loose_until) where loose_until is not null;

-- What was told and is yet to be given to subscribers.
create table told_pending (
  -- Within a chain the order of the commits: a lane has one transaction after the other.
  seq        bigint generated always as identity primary key,
  event_id   bytea not null check (length(event_id) = 32),
  opening_id bytea not null check (length(opening_id) = 32),
  payload    jsonb not null,
  -- The lists that must still name this subject to exchanges when it is given to them: none where it is told in any case.
  subject    bytea check (length(subject) = 20),
  list_ids   text[] not null
);

create function notify_told() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('redflag_told', '');
  return null;
end
$$;
create trigger told_pending_notice after insert on told_pending for each statement execute function notify_told();

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_screen', 'select (list_id, seq, list_seq)', 'shared_version'),
  ('redflag_screen', 'select, insert, update', 'told_alert'),
  ('redflag_screen', 'insert', 'told_pending'),
  ('redflag_api', 'select, delete', 'told_pending');

select grant_access();
