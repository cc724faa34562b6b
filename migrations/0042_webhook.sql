-- Where exchanges have events sent to, and what became of each. Deliveries are rows: the queue only says that there are some.

-- As in 0015.
do $$
begin
  if to_regrole('redflag_notify') is null then
    create role redflag_notify nologin;
  end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then raise notice 'role redflag_notify is missing and cannot be made by %', current_user;
end
$$;

-- Which rows a login sees of the narrow tables: rows of a table, as rights are (0021), so that a migration adds a line.
create table service_policy (
  table_name text not null,
  policy     text not null,
  role_name  text not null,
  command    text not null check (command in ('select', 'all')),
  condition  text not null,
  primary key (table_name, policy)
);

insert into service_policy (table_name, policy, role_name, command, condition)
select table_name, policy, 'redflag_exchange', command, condition
from (values ('subscriber_id = nullif(current_setting(''redflag.subscriber'', true), '''')::uuid')) as own (mine)
cross join lateral (values
  ('released_event', 'own', 'select', mine),
  ('api_key', 'own', 'all', mine),
  ('subscriber', 'own', 'select', replace(mine, 'subscriber_id', 'id')),
  ('subscriber', 'own_sandbox', 'select', replace(mine, 'subscriber_id', 'sandbox_of')),
  ('idempotent_answer', 'own', 'all', 'caller = nullif(current_setting(''redflag.caller'', true), '''')')
) as policies (table_name, policy, command, condition);

-- Which key secrets and own addresses rest under: with another every hash would be another, and nobody would notice.
create table installation_key (
  is_only boolean primary key default true check (is_only),
  id      bytea not null check (length(id) = 32),
  made_at timestamptz not null default now()
);

-- A webhook of an exchange's, or of its sandbox's.
create table subscription (
  id            uuid primary key,
  subscriber_id uuid not null references subscriber,
  name          text not null check (length(name) between 1 and 100),
  url           text not null check (length(url) <= 2048),
  -- Which events it is for: parse it with the contract's schema.
  filter        jsonb not null,
  -- Whether what is about one subject waits until what came before was delivered or given up.
  is_ordered    boolean not null,
  state         text not null check (state in ('active', 'paused', 'disabled')),
  -- Who or what ended it: null while it is active.
  state_cause   text check (state_cause in ('owner', 'gone', 'failing')),
  -- Since when no attempt has succeeded; null when the last one did, or none was made.
  failing_since timestamptz,
  -- Rises with each change that its owner makes.
  version       integer not null default 1,
  -- The last of its owner's events when it was made: it is for what comes after.
  after_position bigint not null,
  created_at    timestamptz not null default now(),
  -- It is gone for its owner; what was sent stays in the log until it is too old.
  deleted_at    timestamptz,
  check ((state = 'active') = (state_cause is null))
);
create index subscription_subscriber on subscription (subscriber_id, created_at, id);

-- Not by time: an event that was begun before and is committed after has a later position than all that could be read then.
create function subscription_begin() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.after_position := coalesce(
    (select max(position) from public.released_event where subscriber_id = new.subscriber_id), 0
  );
  return new;
end
$$;
create trigger subscription_begin before insert on subscription for each row execute function subscription_begin();

-- Whether an alert was told as final is asked of those that are withdrawn.
create index released_event_final on released_event (subscriber_id, (payload ->> 'alert'))
  where payload ->> 'type' = 'alert.final';

-- What it signs with: one, or two while the owner changes from one to the other.
create table subscription_secret (
  subscription_id uuid not null references subscription,
  seq             integer not null check (seq >= 1),
  -- Encrypted under the installation's key.
  sealed          bytea not null,
  created_at      timestamptz not null default now(),
  -- From then on nothing is signed with it.
  ends_at         timestamptz,
  primary key (subscription_id, seq)
);

-- An exchange's own addresses, for filters. Each is kept as its hash under the installation's key: whoever reads the table alone
-- learns no address, and whoever has the key, the operator too, can try any.
create table address_set (
  id            uuid primary key,
  subscriber_id uuid not null references subscriber,
  name          text not null check (length(name) between 1 and 100),
  address_count integer not null default 0 check (address_count between 0 and 1000000),
  version       integer not null default 1,
  created_at    timestamptz not null default now(),
  changed_at    timestamptz not null default now()
);
create unique index address_set_name on address_set (subscriber_id, lower(name));

create table set_address (
  set_id       uuid not null references address_set on delete cascade,
  address_hash bytea not null check (length(address_hash) = 16),
  primary key (address_hash, set_id)
);
create index set_address_set on set_address (set_id);

-- Up to which of its events' positions each subscriber's deliveries have been made.
create table fan_out (
  subscriber_id uuid primary key references subscriber,
  position      bigint not null check (position >= 0)
);

-- That an event goes to a subscription, once, however often it is tried.
create table delivery (
  subscription_id uuid not null references subscription,
  event_id        bytea not null check (length(event_id) = 32),
  -- The event's, as its subscriber reads them.
  position        bigint not null,
  -- Whom it is about, where the subscription keeps the order of each subject; else null.
  subject         text,
  -- Until what came before of the same subject is settled: then it becomes due.
  is_held         boolean not null default false check (not is_held or (state = 'waiting' and subject is not null)),
  state           text not null check (state in ('waiting', 'delivered', 'dead')),
  attempt_count   integer not null default 0,
  -- Of those since it was last asked for by hand, which begin the schedule anew.
  retry_count     integer not null default 0,
  next_at         timestamptz not null default now(),
  -- Until then whoever has claimed it is at it; then it may be claimed again.
  claimed_until   timestamptz,
  created_at      timestamptz not null default now(),
  settled_at      timestamptz,
  primary key (subscription_id, event_id)
);
-- What is held is in none of it: a subscription that owes much of few subjects is asked for what is due as quickly as any other.
create index delivery_due on delivery (subscription_id, next_at) where state = 'waiting' and not is_held;
create index delivery_subject on delivery (subscription_id, subject, position) where state = 'waiting' and subject is not null;
create index delivery_wake on delivery (next_at) where state = 'waiting';
-- What has grown too old.
create index delivery_settled on delivery (settled_at) where settled_at is not null;
create index delivery_log on delivery (subscription_id, position);

-- What was sent and what came back, each time. Append-only until it is too old.
create table delivery_attempt (
  subscription_id uuid not null,
  event_id        bytea not null,
  number          integer not null check (number >= 1),
  began_at        timestamptz not null,
  latency_ms      integer not null,
  outcome         text not null check (outcome in ('delivered', 'gone', 'failed')),
  -- Of one that failed: the way in which it did, and in words.
  failure         text,
  detail          text,
  status          integer,
  request         jsonb not null,
  response        jsonb,
  primary key (subscription_id, event_id, number),
  foreign key (subscription_id, event_id) references delivery
);

insert into service_policy (table_name, policy, role_name, command, condition)
select table_name, 'own', 'redflag_exchange', command, condition
from (values ('subscriber_id = nullif(current_setting(''redflag.subscriber'', true), '''')::uuid')) as own (mine)
cross join lateral (values
  ('subscription', 'all', mine),
  ('address_set', 'all', mine),
  ('subscription_secret', 'all',
    'exists (select from subscription where subscription.id = subscription_id and subscription.' || mine || ')'),
  ('set_address', 'all', 'exists (select from address_set where address_set.id = set_id and address_set.' || mine || ')'),
  ('delivery', 'all',
    'exists (select from subscription where subscription.id = subscription_id and subscription.' || mine || ')'),
  ('delivery_attempt', 'select',
    'exists (select from subscription where subscription.id = subscription_id and subscription.' || mine || ')')
) as policies (table_name, command, condition);

alter table subscription enable row level security, force row level security;
alter table subscription_secret enable row level security, force row level security;
alter table address_set enable row level security, force row level security;
alter table set_address enable row level security, force row level security;
alter table delivery enable row level security, force row level security;
alter table delivery_attempt enable row level security, force row level security;

insert into service_right (role_name, privileges, table_name)
select role_name, privileges, table_name
from (values
  -- A sealed secret is written by exchanges' login, and read by what signs alone.
  ('redflag_exchange', 'select, insert (id, subscriber_id, name, url, filter, is_ordered, state, created_at),
    update (name, url, filter, is_ordered, state, state_cause, failing_since, version, deleted_at)', 'subscription'),
  ('redflag_exchange', 'select (subscription_id, seq, created_at, ends_at), insert, update (ends_at), delete',
    'subscription_secret'),
  ('redflag_exchange', 'select, insert (id, subscriber_id, name, created_at, changed_at),
    update (address_count, version, changed_at), delete', 'address_set'),
  ('redflag_exchange', 'select, insert, delete', 'set_address'),
  -- What it asks for again, or no more. That an event goes to a subscription is not its to say.
  ('redflag_exchange', 'select, update (state, is_held, retry_count, next_at, settled_at)', 'delivery'),
  ('redflag_exchange', 'select', 'delivery_attempt'),
  -- Staff look, and change nothing.
  ('redflag_api', 'select', 'subscription address_set delivery delivery_attempt'),
  ('redflag_api', 'select (subscription_id, seq, created_at, ends_at)', 'subscription_secret'),
  ('redflag_api', 'select, insert', 'installation_key'),
  ('redflag_notify', 'select, insert', 'installation_key'),
  ('redflag_notify', 'select, insert', 'released_event'),
  -- What a lane told, and whether it may still be said.
  ('redflag_notify', 'select, delete', 'told_pending'),
  ('redflag_notify', 'select (list_id, address)', 'shared_entry'),
  ('redflag_notify', 'select', 'subscriber subscription_secret address_set set_address'),
  ('redflag_notify', 'select, update (state, state_cause, failing_since)', 'subscription'),
  ('redflag_notify', 'select, insert, update', 'fan_out'),
  ('redflag_notify', 'select, insert, update, delete', 'delivery'),
  ('redflag_notify', 'select, insert, delete', 'delivery_attempt'),
  ('redflag_notify', 'select', 'migration')
) as rights (role_name, privileges, table_names), string_to_table(table_names, ' ') as table_name;

-- As in 0021, with policies by rows. Those who work for all exchanges see every row.
create or replace function grant_access() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  services constant text[] := array['redflag_ingest', 'redflag_screen', 'redflag_refresh', 'redflag_api', 'redflag_notify',
    'redflag_exchange'];
  fact record;
begin
  perform from pg_roles where rolname = any (services) and (rolsuper or rolbypassrls);
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
    select table_name, policy, role_name, command, condition from public.service_policy
    union all
    select narrow.table_name, policy, role_name, 'all', 'true'
    from (select distinct table_name from public.service_policy) as narrow
    join pg_class on pg_class.oid = ('public.' || narrow.table_name)::regclass
    cross join lateral (
      values ('staff', 'redflag_api'), ('notify', 'redflag_notify'), ('owner', pg_get_userbyid(relowner))
    ) as all_rows (policy, role_name)
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

  for fact in select rolname from pg_roles where rolname = any (services) loop
    execute format('grant usage on schema public to %I', fact.rolname);
  end loop;
end
$$;

select grant_access();
