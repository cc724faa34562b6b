-- Who may do what in the database. Each service logs in as a role of its own, which owns nothing and has what is granted
-- here and nothing else; the owner of the tables migrates and runs the command line. Roles belong to the server, not to
-- one database: they are made where they are missing, and get their passwords from `redflag logins`.

do $$
declare
  role_name text;
begin
  foreach role_name in array array['redflag_ingest', 'redflag_screen', 'redflag_refresh', 'redflag_api', 'redflag_exchange'] loop
    begin
      if to_regrole(role_name) is null then
        execute format('create role %I nologin', role_name);
      end if;
    exception
      -- Another database of this server is being migrated at the same time.
      when duplicate_object or unique_violation then null;
      -- The owner may use its own tables without them; `grant_access` is run again when they are there.
      when insufficient_privilege then raise notice 'role % is missing and cannot be made by %', role_name, current_user;
    end;
  end loop;
end
$$;

-- Gives the services' roles their rights and the narrow tables their policies, as far as roles and tables are there. Run
-- again it changes nothing: `redflag logins` does so, after it has made the roles that the migration could not.
-- A new table is invisible to all of them until this function names it and is run again: it names those of the migrations up
-- to 0020, which run it; a later one replaces it.
create function grant_access() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  ledger   constant text := 'tip block transfer issuer_event bridge_event refused_log coverage backfill rewind disagreement';
  lists    constant text := 'list list_version list_entry rate_list rate_list_version rate';
  lanes    constant text := 'lane epoch withheld screening_gap cut lookback';
  findings constant text := 'alert evidence event succeeds profile cut_profile kept_freeze inferred_service';
  audit    constant text := 'audit_chain audit_entry audit_checkpoint';
  mine     constant text := 'subscriber_id = nullif(current_setting(''redflag.subscriber'', true), '''')::uuid';
  fact     record;
begin
  perform from pg_roles where rolname in ('redflag_ingest', 'redflag_screen', 'redflag_refresh', 'redflag_api', 'redflag_exchange')
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
      ('redflag_screen', 'insert', 'epoch event succeeds kept_freeze'),
      ('redflag_screen', 'insert, update', 'alert cut lookback'),
      ('redflag_screen', 'insert, update, delete', 'evidence withheld profile cut_profile inferred_service'),
      ('redflag_screen', 'insert, delete', 'screening_gap'),

      -- It makes a version of what a publisher sends, as an import does, and notes how that went. Where lists come from is
      -- the owner's to say.
      ('redflag_refresh', 'select', 'list list_version list_entry list_source migration'),
      ('redflag_refresh', 'select', 'list_proposal list_decision list_held_version list_held_part'),
      ('redflag_refresh', 'insert', 'list list_version list_entry list_held_version list_held_part'),
      ('redflag_refresh', 'update (title, authority, url)', 'list'),
      ('redflag_refresh', 'update (account)', 'list_version'),
      ('redflag_refresh', 'update (ended_seq)', 'list_entry'),
      ('redflag_refresh', 'update (cleared_at, cleared_by)', 'list_held_version'),
      ('redflag_refresh', 'delete', 'list_held_part'),
      ('redflag_refresh', 'update (next_attempt_at, attempted_at, succeeded_at, validators, body_sha256,
        failure_count, failed_at, failure_code, failure)', 'list_source'),

      -- Analysts see all of it without a policy in the way of an index.
      ('redflag_api', 'select', ledger || ' ' || lists || ' ' || lanes || ' ' || findings || ' ' || audit || ' migration'),
      ('redflag_api', 'select, insert, update, delete',
        'app_user session oidc_flow api_key idempotent_answer subscriber'),
      ('redflag_api', 'select, insert', 'released_event'),
      -- It signs; that a checkpoint has left is the one thing that changes of it.
      ('redflag_api', 'insert, update (left_at)', 'audit_checkpoint'),
      -- What people propose, decide and watch. An approved change is a version like any other.
      ('redflag_api', 'select', 'list_proposal list_decision list_held_version list_held_part list_source private_watch'),
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
      begin
        execute format('grant %s on public.%I to %I', fact.privileges, fact.table_name, fact.role_name);
      exception
        -- A later migration adds the column, and runs this again.
        when undefined_column then null;
      end;
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
    where rolname in ('redflag_ingest', 'redflag_screen', 'redflag_refresh', 'redflag_api', 'redflag_exchange')
  loop
    execute format('grant usage on schema public to %I', fact.rolname);
  end loop;
end
$$;
revoke all on function grant_access() from public;

alter table released_event enable row level security, force row level security;
alter table api_key enable row level security, force row level security;
alter table subscriber enable row level security, force row level security;
alter table idempotent_answer enable row level security, force row level security;

-- What ingest and retention do to the ledger's partitions, which only the owner of the tables can: with the owner's
-- rights, and nothing but this. Names are built from numbers and from names that are looked up, never taken as they come.

-- Makes the partition of a ledger table for blocks ordinal × width …, apart from its parent and then attached, which blocks
-- no insert. false when it stands already.
create function make_partition(parent text, chain bigint, ordinal bigint, width bigint) returns boolean
language plpgsql strict security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  part constant text := format('%s_%s_%s', parent, chain, ordinal);
begin
  perform from pg_partitioned_table join pg_class on oid = partrelid
    where relnamespace = 'public'::regnamespace and relname = parent and partstrat = 'r' and partnatts = 2;
  if not found or chain < 0 or ordinal < 0 or width < 1 then
    raise exception 'not a partition of the ledger: %', part using errcode = 'invalid_parameter_value';
  end if;
  if to_regclass(format('public.%I', part)) is not null then
    return false;
  end if;
  execute format('create table public.%I (like public.%I including all)', part, parent);
  execute format('alter table public.%I attach partition public.%I for values from (%s, %s) to (%s, %s)',
    parent, part, chain, ordinal * width, chain, (ordinal + 1) * width);
  return true;
end
$$;

-- Builds one secondary index of a partition, unless it is there.
create function index_partition(parent text, name text, chain bigint, ordinal bigint) returns void
language plpgsql strict security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  part       constant text := format('%s_%s_%s', parent, chain, ordinal);
  definition text;
begin
  select known.definition into definition
  from (values
    ('transfer', 'sender', '(sender, block_number)'),
    ('transfer', 'recipient', '(recipient, block_number)'),
    ('issuer_event', 'account', '(account, block_number)'),
    ('bridge_event', 'link', '(link_id) where link_id is not null')
  ) as known (parent, name, definition)
  where known.parent = index_partition.parent and known.name = index_partition.name;
  perform from pg_inherits
    where inhrelid = to_regclass(format('public.%I', part)) and inhparent = to_regclass(format('public.%I', parent));
  if not found or definition is null then
    raise exception 'not an index of the ledger: %_%', part, name using errcode = 'invalid_parameter_value';
  end if;
  execute format('create index if not exists %I on public.%I %s', part || '_' || name, part, definition);
end
$$;

-- Drops what the ledger holds of one of its partitions; coverage stays. Never waits in line for a table, where whoever
-- came later would wait behind: lock_not_available, and nothing is done.
create function drop_partition(chain bigint, ordinal bigint) returns void
language plpgsql strict security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  parent text;
  part   regclass;
begin
  -- In the order in which partitions are made, so that the two cannot wait for each other.
  lock table only public.block, only public.transfer, only public.issuer_event, only public.bridge_event,
    only public.refused_log in access exclusive mode nowait;
  foreach parent in array array['block', 'transfer', 'issuer_event', 'bridge_event', 'refused_log'] loop
    select inhrelid into part from pg_inherits
      where inhrelid = to_regclass(format('public.%I', format('%s_%s_%s', parent, chain, ordinal)))
        and inhparent = to_regclass(format('public.%I', parent));
    if found then
      execute format('drop table %s', part);
    end if;
  end loop;
end
$$;

-- A function may be executed by everybody until it is taken back; from here on none of the owner's is.
revoke all on function make_partition(text, bigint, bigint, bigint) from public;
revoke all on function index_partition(text, text, bigint, bigint) from public;
revoke all on function drop_partition(bigint, bigint) from public;
alter default privileges revoke execute on functions from public;

-- Nobody but the owner makes things: neither in the schema nor for a session.
do $$
begin
  if (select pg_has_role(datdba, 'usage') from pg_database where datname = current_database()) then
    revoke create on schema public from public;
    execute format('revoke temporary on database %I from public', current_database());
  end if;
end
$$;

select grant_access();
