-- Rules that are set over HTTP, by two people, and backtests as rows that a screening process claims.

alter table heuristic_setting
  -- `system` of the command line.
  add column author_by      text not null default 'system' check (author_by ~ '^(system|(user|key):[0-9a-f-]{36})$'),
  -- Whoever made the key that acts, or acts in person: set by a trigger, whatever is inserted.
  add column author_person  text not null default 'system',
  -- The setting that put into shadow what is tried, however many came since; null where nothing is. Set by the trigger, too.
  add column shadow_setting integer,
  add check (shadow_params is not null or shadow_setting is null);

update heuristic_setting as one set shadow_setting = (
  select min(own.seq) from heuristic_setting as own
  where own.heuristic = one.heuristic and own.seq <= one.seq and own.shadow_params is not null
    and not exists (
      select from heuristic_setting as other
      where other.heuristic = one.heuristic and other.seq between own.seq and one.seq
        and other.shadow_params is distinct from one.shadow_params
    )
)
where shadow_params is not null;

-- Parameters that one person has tried come into force by another; what the rule's author wrote needs nobody. The operator,
-- who has the database anyway, stands above it.
create function hold_setting_to_four_eyes() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  before heuristic_setting;
  tried  heuristic_setting;
begin
  new.author_person := person_behind(new.author_by);
  select * into before from heuristic_setting where heuristic = new.heuristic order by seq desc limit 1;
  new.shadow_setting := case
    when new.shadow_params is null then null
    when new.shadow_params = before.shadow_params then before.shadow_setting
    else new.seq
  end;
  if new.author_by = 'system' or new.params = '{}' or new.params = coalesce(before.params, '{}') then
    return new;
  end if;
  select * into tried from heuristic_setting where heuristic = new.heuristic and seq = before.shadow_setting;
  -- Values that are the rule's own by now are left out.
  if tried.author_person is null or tried.author_person = new.author_person or not tried.shadow_params @> new.params then
    raise exception 'parameters come into force by somebody other than who tried them'
      using errcode = 'check_violation', constraint = 'heuristic_setting_four_eyes';
  end if;
  return new;
end
$$;
create trigger heuristic_setting_four_eyes before insert on heuristic_setting
  for each row execute function hold_setting_to_four_eyes();

-- What somebody asked of the past. Whoever has claimed one runs it, until the claim ends or is renewed no more.
create table backtest (
  id                uuid primary key,
  heuristic         text not null,
  heuristic_version integer not null,
  chain_id          bigint not null,
  from_block        bigint not null,
  to_block          bigint not null check (from_block <= to_block),
  -- All of them, and those that were not the rule's own.
  params            jsonb not null check (jsonb_typeof(params) = 'object'),
  changed           jsonb not null check (jsonb_typeof(changed) = 'object'),
  reason            text not null check (reason <> ''),
  author            text not null check (author ~ '^(user|key):[0-9a-f-]{36}$'),
  author_name       text not null,
  -- As of a setting.
  author_person     text not null,
  -- To the millisecond, as a cursor holds it.
  created_at        timestamptz(3) not null default clock_timestamp(),
  state             text not null default 'queued'
    check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- How often it was claimed: the number names the claim.
  attempt_count     integer not null default 0,
  claimed_until     timestamptz,
  started_at        timestamptz(3),
  -- Blocks folded.
  done_blocks       bigint,
  total_blocks      bigint,
  ended_at          timestamptz(3),
  -- `BacktestResult` of the contract.
  result            jsonb,
  failure_code      text,
  failure           text,
  cancelled_by      text,
  cancelled_by_name text,
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null)),
  check ((state = 'running') = (claimed_until is not null)),
  check ((state = 'done') = (result is not null)),
  check ((state = 'failed') = (failure_code is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'cancelled') = (cancelled_by is not null)),
  check ((state = 'cancelled') = (cancelled_by_name is not null))
);
create index backtest_created on backtest (created_at, id);
create index backtest_heuristic on backtest (heuristic, created_at, id);
create index backtest_open on backtest (created_at, id) where state in ('queued', 'running');

create function set_backtest_person() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.author_person := person_behind(new.author);
  return new;
end
$$;
create trigger backtest_person before insert on backtest for each row execute function set_backtest_person();

-- Services may make nothing, not even for a session: the owner makes them the one table that a backtest keeps memories in.
create function make_scratch() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  create temporary table if not exists scratch_profile (like public.profile, primary key (chain_id, address));
  if to_regrole('redflag_screen') is not null then
    grant select, insert, update, delete on pg_temp.scratch_profile to redflag_screen;
  end if;
end
$$;
create function drop_scratch() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  drop table if exists pg_temp.scratch_profile
$$;
revoke all on function make_scratch() from public;
revoke all on function drop_scratch() from public;

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select, insert, update (state, claimed_until, ended_at, cancelled_by, cancelled_by_name)', 'backtest'),
  ('redflag_screen', 'select, update (state, attempt_count, claimed_until, started_at, done_blocks, total_blocks, ended_at,
    result, failure_code, failure)', 'backtest');
insert into service_function (role_name, signature)
values ('redflag_screen', 'make_scratch()'), ('redflag_screen', 'drop_scratch()');

select grant_access();
