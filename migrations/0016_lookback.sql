-- The past is looked at for what is new on a list. The lane asks for it in the transaction in which a version of the list
-- comes into force; what is found are alerts of their own.
create table lookback (
  chain_id      bigint not null,
  list_id       text not null,
  -- Entries that this version brought are looked for.
  version       integer not null check (version >= 1),
  -- The version that held before, 0 without one: an address that it listed is not new.
  held_version  integer not null check (held_version >= 0),
  -- Whose lists and rates are in force: services stop money, rates say what is little.
  epoch_seq     integer not null,
  -- The blocks that the lane had screened without it; from_block grows to what retention has kept.
  from_block    bigint not null,
  to_block      bigint not null,
  params        jsonb not null,
  -- Done in the order of their ids up to this one; null before the first.
  after_entry   bytea,
  -- How many there are; null until the first step has counted them.
  entry_count   integer,
  done_count    integer not null default 0,
  alert_count   integer not null default 0,
  -- How often a bound cut something off, and what the first time.
  bound_count   integer not null default 0,
  bound_text    text,
  created_at    timestamptz not null default now(),
  finished_at   timestamptz,
  primary key (chain_id, list_id, version),
  check (held_version < version),
  check ((bound_count > 0) = (bound_text is not null)),
  check (finished_at is null or entry_count is not null)
);

-- What lies between two versions of a list, read without reading the list.
create index list_entry_first on list_entry (list_id, first_seq, entry_id);
create index list_entry_ended on list_entry (list_id, ended_seq) where ended_seq is not null;

-- Gives the services' roles their rights and the narrow tables their policies, as far as roles and tables are there. Run
-- again it changes nothing: `redflag logins` does so, after it has made the roles that the migration could not.
-- A new table is invisible to all of them until a later migration replaces this function and runs it.
create or replace function grant_access() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  ledger   constant text := 'tip block transfer issuer_event bridge_event refused_log coverage backfill rewind disagreement';
  lists    constant text := 'list list_version list_entry rate_list rate_list_version rate';
  lanes    constant text := 'lane epoch withheld screening_gap cut lookback';
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
      ('redflag_screen', 'insert, update', 'alert cut lookback'),
      ('redflag_screen', 'insert, update, delete', 'evidence withheld profile cut_profile'),
      ('redflag_screen', 'insert, delete', 'screening_gap'),

      -- Analysts see all of it without a policy in the way of an index.
      ('redflag_api', 'select', ledger || ' ' || lists || ' ' || lanes || ' ' || findings || ' ' || audit || ' migration'),
      ('redflag_api', 'select, insert, update, delete',
        'app_user session oidc_flow api_key idempotent_answer subscriber'),
      ('redflag_api', 'select, insert', 'released_event'),
      -- It signs; that a checkpoint has left is the one thing that changes of it.
      ('redflag_api', 'insert, update (left_at)', 'audit_checkpoint'),

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
