-- What exchanges are told of alerts. It is made again from staff's events without what they may not know of, and so has ids, states and
-- revisions of its own, one alert for each payment.

-- Up to which place of the feed it was looked at what is to be told. One row.
create table release_position (
  only_row boolean primary key default true check (only_row),
  position bigint not null check (position >= 0)
);
-- Nobody was told of anything so far, and what is old is news no more.
insert into release_position (position) select coalesce(max(position), 0) from feed;

create table told_alert (
  id            bytea primary key check (length(id) = 32),
  -- Staff's alert, on whose evidence it stands now; its row is never deleted. Never told.
  source_id     bytea not null,
  chain_id      bigint not null,
  block_number  bigint not null,
  block_hash    bytea not null,
  tx_hash       bytea not null,
  token         bytea not null,
  tx_ordinal    integer not null,
  state         text not null check (state in ('provisional', 'final', 'withdrawn')),
  -- The event that said `created`, the last time: whoever was not given it is told no more of the alert.
  opening_id    bytea not null check (length(opening_id) = 32),
  -- What was said last.
  payload       jsonb not null
);
create index told_alert_source on told_alert (source_id) where state <> 'withdrawn';
create index told_alert_transaction on told_alert (tx_hash);

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select, update (position)', 'release_position'),
  ('redflag_api', 'select, insert, update (source_id, block_number, block_hash, state, opening_id, payload)', 'told_alert');

select grant_access();
