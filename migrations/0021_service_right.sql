-- What each service may do, as rows: a migration that makes a table adds the rights to it and runs `grant_access` again.
-- Until here the function named them all itself, so that each new table meant to write it anew.

create table service_right (
  role_name  text not null,
  table_name text not null,
  -- As in a GRANT: `select, update (title)`.
  privileges text not null,
  primary key (role_name, table_name, privileges)
);

create table service_function (
  role_name text not null,
  -- As regprocedure reads it, without the schema.
  signature text not null,
  primary key (role_name, signature)
);

do $$
declare
  ledger   constant text := 'tip block transfer issuer_event bridge_event refused_log coverage backfill rewind disagreement';
  lists    constant text := 'list list_version list_entry rate_list rate_list_version rate';
  lanes    constant text := 'lane epoch withheld screening_gap cut lookback';
  findings constant text := 'alert evidence event succeeds profile cut_profile kept_freeze inferred_service';
  audit    constant text := 'audit_chain audit_entry audit_checkpoint';
begin
  insert into service_right (role_name, privileges, table_name)
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
  ) as rights (role_name, privileges, table_names), string_to_table(table_names, ' ') as table_name;
end
$$;

insert into service_function (role_name, signature)
values
  ('redflag_ingest', 'make_partition(text,bigint,bigint,bigint)'),
  ('redflag_ingest', 'index_partition(text,text,bigint,bigint)'),
  ('redflag_screen', 'drop_partition(bigint,bigint)'),
  -- An exchange's write and its entry are one transaction.
  ('redflag_api', 'append_audit(text[])'),
  ('redflag_api', 'person_behind(text)'),
  ('redflag_exchange', 'append_audit(text[])');

-- Gives the services' roles their rights and the narrow tables their policies, as far as roles are there. Run again it
-- changes nothing: `redflag logins` does so, after it has made the roles that a migration could not.
create or replace function grant_access() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  mine constant text := 'subscriber_id = nullif(current_setting(''redflag.subscriber'', true), '''')::uuid';
  fact record;
begin
  perform from pg_roles where rolname in ('redflag_ingest', 'redflag_screen', 'redflag_refresh', 'redflag_api', 'redflag_exchange')
    and (rolsuper or rolbypassrls);
  if found then
    raise exception 'a role of a service is a superuser or passes by row security'
      using errcode = 'invalid_grant_operation';
  end if;

  for fact in select role_name, privileges, table_name from public.service_right loop
    if to_regrole(fact.role_name) is not null then
      execute format('grant %s on public.%I to %I', fact.privileges, fact.table_name, fact.role_name);
    end if;
  end loop;

  for fact in select role_name, signature from public.service_function loop
    if to_regrole(fact.role_name) is not null then
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

select grant_access();
