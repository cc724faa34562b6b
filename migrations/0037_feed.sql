-- Places in the feed are given once what they name is committed. The position of an event is given before, and a transaction
-- that began earlier may commit later: whoever read by it alone would pass over what came last.

-- What waits for its place; written in the transaction of what it tells.
create table feed_pending (
  seq        bigint generated always as identity primary key,
  -- Says which table has it. No foreign key, for another kind is in another table.
  kind       text not null check (kind in ('alert')),
  event_id   bytea not null check (length(event_id) = 32),
  created_at timestamptz not null default now()
);

-- 1, 2, … without a gap: whoever sees a place sees every one before it, now and at any later time. Append-only.
create table feed (
  position  bigint primary key check (position > 0),
  kind      text not null check (kind in ('alert')),
  event_id  bytea not null unique check (length(event_id) = 32),
  -- To the millisecond, as it is told.
  placed_at timestamptz(3) not null default now()
);

create function queue_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- In their own order: within a chain the lane's lock has made it that of the commits.
  insert into feed_pending (kind, event_id) select 'alert', id from added order by position;
  perform pg_notify('redflag_feed', '');
  return null;
end
$$;
revoke execute on function queue_event() from public;
create trigger event_feed after insert on event referencing new table as added
  for each statement execute function queue_event();

-- Gives what waits its places, oldest first, count_max at most, and says how many it gave: none while somebody else is at it.
-- The lock is held until that is committed, and what is read is read behind it.
create function place_events(count_max integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  placed integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('redflag:feed', 0)) then
    return 0;
  end if;
  with next as (
    delete from feed_pending where seq in (select seq from feed_pending order by seq limit count_max)
    returning seq, kind, event_id
  )
  insert into feed (position, kind, event_id)
  select (select coalesce(max(position), 0) from feed) + row_number() over (order by seq), kind, event_id from next;
  get diagnostics placed = row_count;
  if placed > 0 then
    perform pg_notify('redflag_feed', '');
  end if;
  return placed;
end
$$;
revoke execute on function place_events(integer) from public;

-- The trigger stands, and with it a lock on the table: what is there now is all that came without it.
insert into feed (position, kind, event_id, placed_at)
select row_number() over (order by position), 'alert', id, created_at from event;

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select', 'feed'),
  -- How long the oldest has waited.
  ('redflag_api', 'select', 'feed_pending');
insert into service_function (role_name, signature) values ('redflag_api', 'place_events(integer)');

select grant_access();
