-- What people change of lists by hand: proposals that somebody else decides. And what a list's gates hold back, and what
-- one person watches without listing it for anyone.

-- What each new version by import must keep to, as `ListGates` of the domain; null where nothing is asked.
alter table list add column gates jsonb;

-- A change of one list that somebody wants; never edited. Whether it took effect is told by its decision and its version.
create table list_proposal (
  id             uuid primary key,
  -- May name a list that the proposal itself begins.
  list_id        text not null,
  kind           text not null check (kind in ('add', 'edit', 'remove', 'sharing', 'accept_version')),
  contents       jsonb not null,
  reason         text not null check (reason <> ''),
  author         text not null check (author ~ '^(user|key):[0-9a-f-]{36}$'),
  author_name    text not null,
  -- Whoever made the key that acts, or acts in person: set by a trigger, whatever is inserted.
  author_person  text not null,
  -- Took effect at once, by one person alone; it stays so marked when somebody else confirms it.
  is_emergency   boolean not null default false,
  -- To the millisecond, as a cursor holds it.
  created_at     timestamptz(3) not null default clock_timestamp(),
  unique (id, author, author_person)
);
create index list_proposal_created on list_proposal (created_at, id);
create index list_proposal_list on list_proposal (list_id, created_at, id);

-- One for each proposal at most, by somebody else: of an emergency, afterwards.
create table list_decision (
  proposal_id        uuid primary key,
  verdict            text not null check (verdict in ('approved', 'rejected')),
  reason             text not null check (reason <> ''),
  -- Of the proposal, so that one row can be held to four eyes; set by a trigger, as the persons are.
  author             text not null,
  author_person      text not null,
  decided_by         text not null check (decided_by ~ '^(user|key):[0-9a-f-]{36}$'),
  decided_by_name    text not null,
  decided_by_person  text not null,
  decided_at         timestamptz(3) not null default clock_timestamp(),
  foreign key (proposal_id, author, author_person) references list_proposal (id, author, author_person),
  constraint list_decision_four_eyes check (decided_by <> author and decided_by_person <> author_person)
);

-- Which proposal made the version; null for an import.
alter table list_version add column proposal_id uuid references list_proposal;
create index list_version_proposal on list_version (proposal_id) where proposal_id is not null;

-- An import that a gate held back: the version before stays live until an operator accepts this one, or a better comes.
create table list_held_version (
  id             uuid primary key default gen_random_uuid(),
  list_id        text not null references list (id),
  -- What it was held against; 0 where the list had no version.
  base_seq       integer not null,
  digest         bytea not null,
  entry_count    integer not null,
  added_count    integer not null,
  removed_count  integer not null,
  source         text not null,
  -- Gate, bound and figure of each that failed.
  failures       jsonb not null,
  created_at     timestamptz(3) not null default clock_timestamp(),
  cleared_at     timestamptz(3),
  -- A later version of the list, or one that was held back in its place.
  cleared_by     text check (cleared_by in ('version', 'accepted', 'replaced')),
  check ((cleared_at is null) = (cleared_by is null))
);
create unique index list_held_version_open on list_held_version (list_id) where cleared_at is null;

-- How it differs from its base, in parts of bounded size; gone when it is cleared.
create table list_held_part (
  held_id  uuid not null references list_held_version,
  ordinal  integer not null,
  added    jsonb not null,
  removed  bytea[] not null,
  primary key (held_id, ordinal)
);

-- An address that one person watches: no list, no epoch, and nobody else's to see.
create table private_watch (
  id          uuid primary key,
  owner       text not null check (owner ~ '^(user|key):[0-9a-f-]{36}$'),
  family      text not null,
  address     bytea not null check (length(address) = 20),
  reason      text not null check (reason <> ''),
  created_at  timestamptz(3) not null default clock_timestamp(),
  ended_at    timestamptz(3)
);
create unique index private_watch_owner on private_watch (owner, family, address) where ended_at is null;
create index private_watch_created on private_watch (owner, created_at, id);
create index private_watch_address on private_watch (address) where ended_at is null;

-- Whoever made the key, and the key that made the key; a key of the command line stands for itself.
create function person_behind(actor text) returns text
language plpgsql stable strict set search_path = pg_catalog, public, pg_temp as $$
declare
  maker text;
begin
  while actor like 'key:%' loop
    select created_by into maker from api_key where id = substr(actor, 5)::uuid;
    exit when not found or maker = 'system';
    actor := maker;
  end loop;
  return actor;
end
$$;

-- The constraint is only as good as these columns: nobody who inserts gets to say them.
create function set_proposal_person() returns trigger language plpgsql as $$
begin
  new.author_person := person_behind(new.author);
  return new;
end
$$;
create trigger list_proposal_person before insert on list_proposal for each row execute function set_proposal_person();

create function set_decision_persons() returns trigger language plpgsql as $$
begin
  select author, author_person into new.author, new.author_person from list_proposal where id = new.proposal_id;
  new.decided_by_person := person_behind(new.decided_by);
  return new;
end
$$;
create trigger list_decision_persons before insert on list_decision for each row execute function set_decision_persons();

create function refuse_list_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was proposed and decided stays: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
create trigger list_proposal_stays before update or delete or truncate on list_proposal
  for each statement execute function refuse_list_change();
create trigger list_decision_stays before update or delete or truncate on list_decision
  for each statement execute function refuse_list_change();

-- Gives the services' roles their rights and the narrow tables their policies, as far as roles and tables are there. Run
-- again it changes nothing: `redflag logins` does so, after it has made the roles that the migration could not.
-- A new table is invisible to all of them until a later migration replaces this function and runs it, as this one does.
create or replace function grant_access() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  ledger   constant text := 'tip block transfer issuer_event bridge_event refused_log coverage backfill rewind disagreement';
  lists    constant text := 'list list_version list_entry rate_list rate_list_version rate';
  lanes    constant text := 'lane epoch withheld screening_gap cut';
  findings constant text := 'alert evidence event succeeds profile cut_profile';
  audit    constant text := 'audit_chain audit_entry audit_checkpoint';
  mine     constant text := 'subscriber_id = nullif(current_setting(''redflag.subscriber'', true), '''')::uuid';
  fact     record;
begin
  perform from pg_roles where rolname in ('redflag_ingest', 'redflag_screen', 'redflag_api', 'redflag_exchange')
    and (rolsuper or rolbypassrls);
  if found then
    raise exception 'a role of a service is a superuser or passes by row security'
      using errcode = 'invalid_grant_operation';
  end if;

  for fact in
    select role_name, privileges, table_name
    from (values
      -- Its watermark and what it is told to do; what it asks others for; and what `redflag doctor` tells in its container.
      ('redflag_ingest', 'select', ledger || ' ' || lists || ' ' || lanes || ' migration'),
      ('redflag_ingest', 'insert, update', 'tip'),
      ('redflag_ingest', 'insert, update, delete', 'block coverage'),
      ('redflag_ingest', 'insert, delete', 'transfer issuer_event bridge_event refused_log'),
      ('redflag_ingest', 'insert', 'rewind disagreement'),
      ('redflag_ingest', 'update (finished_at)', 'backfill'),
      -- It opens a lane and stops it; only screening moves it.
      ('redflag_ingest', 'insert, update (stopped_reason, stopped_fork)', 'lane'),

      ('redflag_screen', 'select', ledger || ' ' || lists || ' ' || lanes || ' ' || findings || ' migration'),
      ('redflag_screen', 'update', 'lane'),
      ('redflag_screen', 'insert', 'epoch event succeeds'),
      ('redflag_screen', 'insert, update', 'alert cut'),
      ('redflag_screen', 'insert, update, delete', 'evidence withheld profile cut_profile'),
      ('redflag_screen', 'insert, delete', 'screening_gap'),

      -- Analysts see all of it without a policy in the way of an index.
      ('redflag_api', 'select', ledger || ' ' || lists || ' ' || lanes || ' ' || findings || ' ' || audit || ' migration'),
      ('redflag_api', 'select, insert, update, delete',
        'app_user session oidc_flow api_key idempotent_answer subscriber'),
      ('redflag_api', 'select, insert', 'released_event'),
      -- It signs; that a checkpoint has left is the one thing that changes of it.
      ('redflag_api', 'insert, update (left_at)', 'audit_checkpoint'),
      -- What people propose, decide and watch. An approved change is a version like any other.
      ('redflag_api', 'select', 'list_proposal list_decision list_held_version list_held_part private_watch'),
      ('redflag_api', 'insert', 'list list_version list_entry list_proposal list_decision private_watch'),
      ('redflag_api', 'update (title)', 'list'),
      ('redflag_api', 'update (ended_seq)', 'list_entry'),
      ('redflag_api', 'update (cleared_at, cleared_by)', 'list_held_version'),
      ('redflag_api', 'delete', 'list_held_part'),
      ('redflag_api', 'update (ended_at)', 'private_watch'),

      -- What is narrow enough for an exchange, and of it its own rows only: see the policies.
      ('redflag_exchange', 'select', 'released_event subscriber'),
      ('redflag_exchange', 'select (id, name, prefix, role, scopes, subscriber_id, created_by, created_at, expires_at,
          revoked_at, last_used_at, version),
        insert (id, name, prefix, secret_hash, role, scopes, subscriber_id, created_by, created_at, expires_at),
        update (name, revoked_at, version)', 'api_key'),
      ('redflag_exchange', 'select, insert', 'idempotent_answer')
    ) as rights (role_name, privileges, table_names), string_to_table(table_names, ' ') as table_name
  loop
    if to_regrole(fact.role_name) is not null and to_regclass('public.' || fact.table_name) is not null then
      execute format('grant %s on public.%I to %I', fact.privileges, fact.table_name, fact.role_name);
    end if;
  end loop;

  for fact in
    select role_name, signature
    from (values
      ('redflag_ingest', 'make_partition(text,bigint,bigint,bigint)'),
      ('redflag_ingest', 'index_partition(text,text,bigint,bigint)'),
      ('redflag_screen', 'drop_partition(bigint,bigint)'),
      -- An exchange's write and its entry are one transaction.
      ('redflag_api', 'append_audit(text[])'),
      ('redflag_api', 'person_behind(text)'),
      ('redflag_exchange', 'append_audit(text[])')
    ) as rights (role_name, signature)
  loop
    if to_regrole(fact.role_name) is not null and to_regprocedure('public.' || fact.signature) is not null then
      execute format('grant execute on function public.%s to %I', fact.signature, fact.role_name);
    end if;
  end loop;

  -- `using (true)` is dropped by the planner: for staff the plan is as if there were no policy. The owner is held to
  -- policies, too, so that nothing it does in a function is done past them unnoticed.
  for fact in
    select table_name, policy, role_name, command, condition
    from (values
      ('released_event', 'own', 'redflag_exchange', 'select', mine),
      ('api_key', 'own', 'redflag_exchange', 'all', mine),
      ('subscriber', 'own', 'redflag_exchange', 'select', replace(mine, 'subscriber_id', 'id')),
      ('subscriber', 'own_sandbox', 'redflag_exchange', 'select', replace(mine, 'subscriber_id', 'sandbox_of')),
      ('idempotent_answer', 'own', 'redflag_exchange', 'all',
        'caller = nullif(current_setting(''redflag.caller'', true), '''')')
    ) as own (table_name, policy, role_name, command, condition)
    union all
    select narrow, policy, role_name, 'all', 'true'
    from unnest(array['released_event', 'api_key', 'subscriber', 'idempotent_answer']) as narrow
    join pg_class on pg_class.oid = ('public.' || narrow)::regclass
    cross join lateral (values ('staff', 'redflag_api'), ('owner', pg_get_userbyid(relowner))) as all_rows (policy, role_name)
  loop
    continue when not exists (select from pg_roles where rolname = fact.role_name);
    continue when exists (
      select from pg_policies
      where schemaname = 'public' and tablename = fact.table_name and policyname = fact.policy
        and roles = array[fact.role_name]::name[]
    );
    execute format('drop policy if exists %I on public.%I', fact.policy, fact.table_name);
    -- Without a check of its own a policy checks what is written by the same condition.
    execute format('create policy %I on public.%I for %s to %I using (%s)',
      fact.policy, fact.table_name, fact.command, fact.role_name, fact.condition);
  end loop;

  for fact in
    select rolname from pg_roles
    where rolname in ('redflag_ingest', 'redflag_screen', 'redflag_api', 'redflag_exchange')
  loop
    execute format('grant usage on schema public to %I', fact.rolname);
  end loop;
end
$$;

select grant_access();
