-- What people do with alerts: who has one, until when, what it was found to be, and everything that was done. A lane writes
-- none of these columns, and none of them is an alert's content.

-- Append-only: the last row holds. Hours from when an alert is there, or has become as severe, until somebody should have
-- decided; the first row's are ours [E].
create table review_policy (
  seq          integer primary key check (seq > 0),
  severe_hours integer not null check (severe_hours between 1 and 8760),
  high_hours   integer not null check (high_hours between 1 and 8760),
  medium_hours integer not null check (medium_hours between 1 and 8760),
  low_hours    integer not null check (low_hours between 1 and 8760),
  -- What happens to a closed alert that gets new evidence: it is open again, or stays closed and stands in the queue.
  new_evidence text not null check (new_evidence in ('reopen', 'follow_up')),
  author       text not null,
  reason       text not null check (length(reason) between 1 and 2000),
  created_at   timestamptz(3) not null default clock_timestamp()
);
insert into review_policy (seq, severe_hours, high_hours, medium_hours, low_hours, new_evidence, author, reason)
values (1, 4, 24, 72, 168, 'reopen', 'system', 'What holds until somebody says otherwise.');

create function due_hours(severity text) returns integer
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case severity when 'SEVERE' then severe_hours when 'HIGH' then high_hours when 'MEDIUM' then medium_hours
    else low_hours end
  from review_policy order by seq desc limit 1
$$;
revoke all on function due_hours(text) from public;

alter table alert
  add column review          text not null default 'open'
    check (review in ('open', 'assigned', 'escalated', 'snoozed', 'closed')),
  add column assignee        uuid references app_user,
  -- The one in force; whoever has said what before stands in alert_disposition.
  add column disposition     text check (disposition in ('true_positive', 'false_positive', 'legitimate_service',
    'humanitarian', 'junction_no_adverse_finding', 'inconclusive')),
  add column due_at          timestamptz(3),
  -- Once it has passed, the alert reads as open or assigned; the row says so from the next action on.
  add column snoozed_until   timestamptz(3),
  -- What a closed alert stood on when somebody last looked.
  add column closed_revision bytea,
  -- Since when a closed alert has evidence that nobody has looked at, where the policy leaves it closed.
  add column follow_up_since timestamptz(3),
  -- How many actions there were: the ETag.
  add column review_seq      integer not null default 0;

-- Alerts of before have their time from now on: nobody was late for what nobody was told.
update alert set due_at = now() + make_interval(hours => due_hours(severity));
-- What was said of an alert closed it.
update alert set review = 'closed', disposition = said.disposition, closed_revision = alert.revision
from (select distinct on (alert_id) alert_id, disposition from alert_disposition order by alert_id, seq desc) as said
where said.alert_id = alert.id;

alter table alert
  alter column due_at set not null,
  add check ((review = 'closed') = (disposition is not null)),
  add check ((review = 'closed') = (closed_revision is not null)),
  add check ((review = 'snoozed') = (snoozed_until is not null)),
  add check (review <> 'assigned' or assignee is not null),
  add check (review <> 'open' or assignee is null),
  add check (follow_up_since is null or review = 'closed');

-- Everything that was done with an alert, in order; never changed.
create table alert_action (
  -- An alert's row is never deleted.
  alert_id       bytea not null,
  seq            integer not null check (seq > 0),
  kind           text not null check (kind in ('claim', 'assign', 'release', 'comment', 'snooze', 'wake', 'escalate',
    'close', 'confirm', 'reopen', 'overrule', 'undo', 'follow_up')),
  -- `system` is the command line; `policy` what follows from new evidence by itself.
  actor          text not null check (actor ~ '^(user|key):[0-9a-f-]{36}$' or actor in ('system', 'policy')),
  actor_name     text not null,
  -- Whoever made the key that acts, or acts in person: set by a trigger, whatever is inserted.
  actor_person   text not null,
  text           text check (length(text) between 1 and 4000),
  -- The alert's columns of review, as they were and as they are; the same for a comment.
  before         jsonb not null,
  after          jsonb not null,
  -- What the alert stood on when it was done.
  revision       bytea not null,
  evidence_count integer not null,
  batch_id       uuid,
  -- Of an undo: which action.
  undoes         integer,
  created_at     timestamptz(3) not null default clock_timestamp(),
  primary key (alert_id, seq),
  check ((kind = 'undo') = (undoes is not null))
);
create index alert_action_batch on alert_action (batch_id, alert_id) where batch_id is not null;

create function set_action_person() returns trigger language plpgsql as $$
begin
  new.actor_person := person_behind(new.actor);
  return new;
end
$$;
create trigger alert_action_person before insert on alert_action for each row
  when (new.actor not in ('system', 'policy')) execute function set_action_person();

create function refuse_action_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was done with an alert stays: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
create trigger alert_action_stays before update or delete or truncate on alert_action
  for each statement execute function refuse_action_change();
create trigger review_policy_stays before update or delete or truncate on review_policy
  for each statement execute function refuse_action_change();

-- Sooner where an alert becomes more severe, never later.
create function set_alert_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.due_at := least(new.due_at, now() + make_interval(hours => due_hours(new.severity)));
  return new;
end
$$;
revoke all on function set_alert_due() from public;
create trigger alert_due before insert on alert for each row execute function set_alert_due();
create trigger alert_due_sooner before update of severity on alert for each row
  when (old.severity is distinct from new.severity) execute function set_alert_due();

-- The columns of an alert that are its review, as actions keep them.
create function review_of(alert) returns jsonb language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_object(
    'review', $1.review, 'assignee', $1.assignee, 'disposition', $1.disposition, 'dueAt', $1.due_at,
    'snoozedUntil', $1.snoozed_until, 'closedRevision', encode($1.closed_revision, 'hex'),
    'followUpSince', $1.follow_up_since)
$$;
revoke all on function review_of(alert) from public;

-- In the transaction that writes the evidence, so that there is no moment in which a closed alert has evidence that nobody
-- has looked at and does not say so. What a reorg takes away opens nothing, nor what it brings back as it was; a payment
-- that it moves does. A lane writes an alert before its evidence.
create function follow_new_evidence() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  said    text;
  ids     bytea[];
  old_row alert;
  new_row alert;
begin
  select array_agg(distinct alert_id) into ids from added;
  for old_row in
    -- By the key, whatever the planner knows of a table that has just been made.
    select * from alert where id = any(ids) and review = 'closed' and revision <> closed_revision
  loop
    if said is null then
      select new_evidence into said from review_policy order by seq desc limit 1;
    end if;
    if said = 'reopen' then
      update alert set review = 'open', assignee = null, disposition = null, closed_revision = null,
        follow_up_since = null, review_seq = review_seq + 1,
        due_at = now() + make_interval(hours => due_hours(severity))
      where id = old_row.id returning * into new_row;
    else
      continue when old_row.follow_up_since is not null;
      update alert set follow_up_since = now(), review_seq = review_seq + 1,
        due_at = now() + make_interval(hours => due_hours(severity))
      where id = old_row.id returning * into new_row;
    end if;
    insert into alert_action (alert_id, seq, kind, actor, actor_name, actor_person, before, after, revision, evidence_count)
    values (new_row.id, new_row.review_seq, said, 'policy', 'policy', 'policy', review_of(old_row), review_of(new_row),
      new_row.revision, new_row.evidence_count);
  end loop;
  return null;
end
$$;
revoke all on function follow_new_evidence() from public;
create trigger evidence_new after insert on evidence referencing new table as added
  for each statement execute function follow_new_evidence();

-- A lane is held to what is its own: it can neither close an alert nor open one.
delete from service_right where role_name = 'redflag_screen' and table_name = 'alert' and privileges = 'insert, update';
do $$
begin
  if to_regrole('redflag_screen') is not null then
    revoke insert, update on alert from redflag_screen;
  end if;
end
$$;
insert into service_right (role_name, privileges, table_name)
values
  ('redflag_screen', 'insert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq),
    update (heuristic_version, severity, exposure, score, revision, evidence_count, first_block, last_block, first_time,
      last_time, state, state_seq, updated_at, group_id, rank, group_rank, group_size)', 'alert'),
  ('redflag_api', 'update (review, assignee, disposition, due_at, snoozed_until, closed_revision, follow_up_since,
      review_seq)', 'alert'),
  ('redflag_api', 'select, insert', 'alert_action'),
  ('redflag_api', 'select, insert', 'review_policy');
insert into service_function (role_name, signature)
values
  ('redflag_api', 'due_hours(text)'),
  ('redflag_api', 'review_of(alert)');

select grant_access();
