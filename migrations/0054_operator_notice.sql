-- What operators are told of without a monitoring system: conditions that do not right themselves, found once a minute by whichever
-- notify process comes first, and the notices of them that leave by mail and webhook.

-- When it was last looked: a second process that looks within the minute sees so.
create table condition_look (
  is_only   boolean primary key default true check (is_only),
  looked_at timestamptz not null
);
insert into condition_look (looked_at) values ('-infinity');

-- From when it was first seen until it is over.
create table condition (
  kind          text not null check (length(kind) between 1 and 50),
  -- A chain, a list or a kind of work; empty of the installation.
  about         text not null check (length(about) <= 200),
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  severity      text not null check (severity in ('warning', 'critical')),
  figure        bigint not null check (figure >= 0),
  -- What operators were last told of it.
  told_severity text check (told_severity in ('warning', 'critical')),
  told_figure   bigint,
  ended_at      timestamptz,
  primary key (kind, about, first_seen_at),
  check ((told_severity is null) = (told_figure is null))
);
-- Of what goes on there is one.
create unique index condition_open on condition (kind, about) where ended_at is null;

-- All that one look changed, as it leaves.
create table operator_notice (
  id         uuid primary key,
  created_at timestamptz not null,
  news       jsonb not null
);

-- That a notice goes one way, until it has arrived or a day is over.
create table operator_notice_delivery (
  notice_id     uuid not null references operator_notice on delete cascade,
  way           text not null check (way in ('mail', 'webhook')),
  state         text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempt_count integer not null default 0,
  next_at       timestamptz not null default now(),
  -- Until then whoever has claimed it is at it; then it may be claimed again.
  claimed_until timestamptz,
  -- Why the last attempt failed, in words of ours.
  problem       text,
  settled_at    timestamptz,
  primary key (notice_id, way)
);
create index operator_notice_delivery_due on operator_notice_delivery (next_at) where state = 'waiting';

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_notify', 'select, update (looked_at)', 'condition_look'),
  ('redflag_notify', 'select, insert, update (last_seen_at, severity, figure, told_severity, told_figure, ended_at), delete', 'condition'),
  ('redflag_notify', 'select, insert, delete', 'operator_notice'),
  ('redflag_notify', 'select, insert, update (state, attempt_count, next_at, claimed_until, problem, settled_at), delete',
    'operator_notice_delivery'),
  ('redflag_api', 'select', 'condition'),
  -- What the conditions are found in: figures, never an entry, an address of a list, or a URL.
  ('redflag_notify', 'select', 'lane'),
  ('redflag_notify', 'select', 'tip'),
  ('redflag_notify', 'select', 'coverage'),
  ('redflag_notify', 'select', 'block'),
  ('redflag_notify', 'select', 'ingest_state'),
  ('redflag_notify', 'select', 'endpoint_state'),
  ('redflag_notify', 'select', 'disagreement'),
  ('redflag_notify', 'select (chain_id)', 'screening_gap'),
  ('redflag_notify', 'select (chain_id, asked_at, worked_until, finished_at)', 'repair'),
  ('redflag_notify', 'select (chain_id, created_at, begun_at, finished_at)', 'lookback'),
  ('redflag_notify', 'select (list_id, every_seconds, succeeded_at, next_attempt_at, failure_count)', 'list_source'),
  ('redflag_notify', 'select (list_id, failures, cleared_at)', 'list_held_version'),
  ('redflag_notify', 'select (list_id, seq, created_at)', 'shared_version'),
  ('redflag_notify', 'select', 'list_release'),
  ('redflag_notify', 'select (created_at)', 'feed_pending');

select grant_access();
