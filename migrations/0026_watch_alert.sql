-- What is watched privately is screened, too. All that comes of it has tables of its own, so that no query of alerts,
-- evidence, events or epochs can forget that it is nobody else's.

-- Cases watch as people and keys do.
alter table private_watch drop constraint private_watch_owner_check;
alter table private_watch add check (owner ~ '^(user|key|case):[0-9a-f-]{36}$');

-- How many changes of watches there were. Its row is held by whoever makes the next one until that is committed: whoever
-- sees a number sees every change up to it, now and at any later time.
create table watch_clock (
  is_only boolean primary key default true check (is_only),
  seq     bigint not null
);

-- Watched from the change first_seq on, and from ended_seq on no more. The trigger sets both, whatever is written.
alter table private_watch add column first_seq bigint, add column ended_seq bigint;
update private_watch set first_seq = 1, ended_seq = case when ended_at is not null then 2 end;
insert into watch_clock (seq) select coalesce(max(coalesce(ended_seq, first_seq)), 0) from private_watch;
alter table private_watch
  alter column first_seq set not null,
  add check (first_seq < ended_seq),
  add check ((ended_at is null) = (ended_seq is null)),
  add unique (id, owner);
create index private_watch_first on private_watch (first_seq);
create index private_watch_ended on private_watch (ended_seq) where ended_seq is not null;

create function count_watch_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  next bigint;
begin
  if tg_op = 'UPDATE' and (old.ended_at is null) = (new.ended_at is null) then
    new.first_seq := old.first_seq;
    new.ended_seq := old.ended_seq;
    return new;
  end if;
  update watch_clock set seq = seq + 1 returning seq into next;
  new.first_seq := case tg_op when 'INSERT' then next else old.first_seq end;
  new.ended_seq := case when new.ended_at is not null then next end;
  return new;
end
$$;
revoke execute on function count_watch_change() from public;
create trigger private_watch_change before insert or update on private_watch
  for each row execute function count_watch_change();

-- Append-only: from which block a lane screened with which watches, and by which version of their rule. In force at block
-- n: the highest seq with from_block <= n. Beside the lane's epochs: these are shown to others.
create table watch_epoch (
  chain_id     bigint not null,
  seq          integer not null,
  from_block   bigint not null,
  watch_seq    bigint not null,
  rule_version integer not null,
  created_at   timestamptz not null default now(),
  primary key (chain_id, seq)
);

-- How far back a lane looked when it began to screen with a watch. Written once.
create table watch_past (
  chain_id   bigint not null,
  watch_id   uuid not null references private_watch,
  from_block bigint not null,
  -- There were more payments before from_block than are looked at.
  is_cut     boolean not null,
  primary key (chain_id, watch_id)
);

-- One payment of one watched address, with a copy of what it stands on. No event tells of it.
create table watch_alert (
  id           bytea primary key,
  watch_id     uuid not null,
  owner        text not null,
  chain_id     bigint not null,
  block_number bigint not null,
  block_hash   bytea not null,
  block_time   timestamptz not null,
  log_index    integer not null,
  tx_hash      bytea not null,
  tx_ordinal   integer not null,
  token        bytea not null,
  sender       bytea not null,
  recipient    bytea not null,
  amount       numeric(78, 0) not null,
  text         text not null,
  rule_version integer not null,
  state        text not null check (state in ('provisional', 'final', 'withdrawn')),
  created_at   timestamptz not null default now(),
  foreign key (watch_id, owner) references private_watch (id, owner) on update cascade
);
create index watch_alert_owner on watch_alert (owner, block_time, id);
create index watch_alert_watch on watch_alert (watch_id, block_time, id);
create index watch_alert_block on watch_alert (chain_id, block_number);
create index watch_alert_pending on watch_alert (chain_id, block_number) where state = 'provisional';

insert into service_right (role_name, privileges, table_name)
values
  -- Whose it is goes onto the alert; why it is watched is no matter of screening.
  ('redflag_screen', 'select (id, owner, family, address, first_seq, ended_seq)', 'private_watch'),
  ('redflag_screen', 'select', 'watch_clock'),
  ('redflag_screen', 'select, insert', 'watch_epoch'),
  ('redflag_screen', 'select, insert', 'watch_past'),
  ('redflag_screen', 'select, insert, update', 'watch_alert'),
  ('redflag_api', 'select', 'watch_epoch'),
  ('redflag_api', 'select', 'watch_past'),
  ('redflag_api', 'select', 'watch_alert');

select grant_access();
