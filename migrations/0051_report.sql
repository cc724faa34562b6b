-- What an FIU files, or files with another: reports drawn up from alerts or from a case, who confirmed that each was filed, and
-- what came back.

create table report_counter (
  year integer primary key,
  last integer not null check (last > 0)
);

create table report (
  id             uuid primary key,
  -- `R-2026-0001`: the reference that the report itself carries.
  number         text not null unique,
  kind           text not null check (kind in ('STR', 'SAR')),
  -- Whose codes and rules it follows: a profile's id.
  profile        text not null,
  case_id        uuid references case_file,
  status         text not null default 'draft' check (status in ('draft', 'ready', 'filed', 'discarded')),
  -- What its author chose: indicators, who reports, which parties are clients, words of their own.
  choices        jsonb not null,
  drafted_by      text not null,
  drafted_by_name text not null,
  created_at     timestamptz(3) not null default clock_timestamp(),
  version        integer not null default 1,
  event_count    integer not null default 0,
  -- Once it is ready: exactly what is filed, and by which profile (SHA-256 of the file that holds it).
  xml            bytea,
  xml_sha256     bytea check (length(xml_sha256) = 32),
  profile_sha256 bytea check (length(profile_sha256) = 32),
  ready_by       text,
  ready_by_name  text,
  -- The persons behind keys, set by a trigger, whatever is written.
  ready_by_person text,
  ready_at       timestamptz(3),
  filed_by       text,
  filed_by_name  text,
  filed_by_person text,
  filed_at       timestamptz(3),
  -- What the FIU calls it.
  fiu_reference  text,
  check (num_nulls(xml, xml_sha256, profile_sha256, ready_by, ready_by_name, ready_by_person, ready_at) in (0, 7)),
  check ((status in ('ready', 'filed')) = (xml is not null)),
  check (num_nulls(filed_by, filed_by_name, filed_by_person, filed_at) in (0, 4)),
  check ((status = 'filed') = (filed_at is not null)),
  constraint report_four_eyes check (filed_by <> ready_by and filed_by_person <> ready_by_person)
);
alter table report alter column xml set storage external;
create index report_newest on report (created_at desc, id desc);
create index report_case on report (case_id) where case_id is not null;

-- The alerts that it is about, each as of the revision that was read. No reference: what screening writes is not held by this.
create table report_alert (
  report_id      uuid not null references report,
  alert_id       bytea not null check (length(alert_id) = 32),
  -- Set once it is ready.
  revision       bytea check (length(revision) = 32),
  primary key (report_id, alert_id)
);
create index report_alert_alert on report_alert (alert_id);

-- All that was done with it, in order; the seq is counted under the report's row.
create table report_event (
  report_id  uuid not null references report,
  seq        integer not null check (seq > 0),
  kind       text not null,
  by         text not null,
  by_name    text not null,
  at         timestamptz(3) not null default clock_timestamp(),
  detail     jsonb not null,
  primary key (report_id, seq)
);

-- Each answer stays; the last one counts.
create table report_answer (
  report_id   uuid not null references report,
  seq         integer not null check (seq > 0),
  outcome     text not null check (outcome in ('accepted', 'rejected')),
  reasons     text not null check (reasons <> ''),
  -- What the alerts were found to be by it; absent where the answer says nothing of that, as of a file that could not be read.
  disposition text,
  answered_on date not null,
  by          text not null,
  by_name     text not null,
  at          timestamptz(3) not null default clock_timestamp(),
  primary key (report_id, seq)
);

-- Which alerts stand in a filed report: these are never withdrawn. Written with `filed_at`, by a trigger, and never changed.
create table filed_alert (
  alert_id  bytea not null check (length(alert_id) = 32),
  report_id uuid not null references report,
  revision  bytea not null check (length(revision) = 32),
  filed_at  timestamptz(3) not null,
  primary key (alert_id, report_id)
);

-- What screening has found since of a filed alert. It stands beside the alert, which stays as it was filed.
create table alert_annotation (
  alert_id   bytea not null check (length(alert_id) = 32),
  seq        integer not null check (seq > 0),
  -- not_found_again: the past screened again does not give it. differs: it gives it with other evidence. found_again: it does after all.
  kind       text not null check (kind in ('not_found_again', 'differs', 'found_again')),
  generation integer not null,
  detail     jsonb not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (alert_id, seq)
);

-- What an FIU answered closes an alert, too, in whatever state its review is.
alter table alert_action drop constraint alert_action_kind_check;
alter table alert_action add constraint alert_action_kind_check check (kind in ('claim', 'assign', 'release', 'comment',
  'snooze', 'wake', 'escalate', 'close', 'confirm', 'reopen', 'overrule', 'answer', 'undo', 'follow_up'));

create function set_report_persons() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.status in ('ready', 'filed') and new.status in ('ready', 'filed') then
    if row (new.kind, new.profile, new.choices, new.xml, new.xml_sha256, new.profile_sha256, new.ready_by, new.ready_by_name, new.ready_at)
      is distinct from row (old.kind, old.profile, old.choices, old.xml, old.xml_sha256, old.profile_sha256, old.ready_by,
        old.ready_by_name, old.ready_at) then
      raise exception 'a report that was made ready stays as it is' using errcode = 'insufficient_privilege';
    end if;
  elsif new.xml is not null and sha256(new.xml) <> new.xml_sha256 then
    raise exception 'the SHA-256 of a report is not that of its file' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.status = 'filed' then
    if row (new.status, new.filed_by, new.filed_by_name, new.filed_at)
      is distinct from row (old.status, old.filed_by, old.filed_by_name, old.filed_at) then
      raise exception 'a filed report stays as it is' using errcode = 'insufficient_privilege';
    end if;
    new.ready_by_person := old.ready_by_person;
    new.filed_by_person := old.filed_by_person;
    return new;
  end if;
  new.ready_by_person := person_behind(new.ready_by);
  new.filed_by_person := person_behind(new.filed_by);
  return new;
end
$$;
create trigger report_persons before insert or update on report for each row execute function set_report_persons();

-- Revisions are set once it is ready, and taken off once it is a draft again or given up.
create function keep_reported_alerts() returns trigger language plpgsql as $$
declare
  found text;
begin
  select status into found from report where id = case tg_op when 'DELETE' then old.report_id else new.report_id end;
  if found = 'draft'
    or (tg_op = 'UPDATE' and (found = 'ready' and old.revision is null or found = 'discarded' and new.revision is null)) then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  raise exception 'what a % report is about stays as it is', found using errcode = 'insufficient_privilege';
end
$$;
create trigger report_alert_stays before insert or update or delete on report_alert
  for each row execute function keep_reported_alerts();

create function keep_filed_alerts() returns trigger language plpgsql
  security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into filed_alert (alert_id, report_id, revision, filed_at)
  select alert_id, report_id, revision, new.filed_at from report_alert where report_id = new.id;
  return null;
end
$$;
revoke all on function keep_filed_alerts() from public;
create trigger report_filed after update on report for each row
  when (new.status = 'filed' and old.status <> 'filed') execute function keep_filed_alerts();

-- Whoever writes it: an alert that was filed is annotated and never withdrawn.
create function refuse_filed_withdrawal() returns trigger language plpgsql
  security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from filed_alert where alert_id = new.id) then
    raise exception 'alert % was filed and is not withdrawn', encode(new.id, 'hex') using errcode = 'check_violation';
  end if;
  return new;
end
$$;
revoke all on function refuse_filed_withdrawal() from public;
create trigger alert_filed_stands before update on alert for each row
  when (new.state = 'withdrawn' and old.state <> 'withdrawn') execute function refuse_filed_withdrawal();

create function refuse_report_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was reported stays: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
create trigger report_stays before delete or truncate on report
  for each statement execute function refuse_report_change();
create trigger report_event_stays before update or delete or truncate on report_event
  for each statement execute function refuse_report_change();
create trigger report_answer_stays before update or delete or truncate on report_answer
  for each statement execute function refuse_report_change();
create trigger filed_alert_stays before update or delete or truncate on filed_alert
  for each statement execute function refuse_report_change();
create trigger alert_annotation_stays before update or delete or truncate on alert_annotation
  for each statement execute function refuse_report_change();

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select, insert, update', 'report_counter'),
  ('redflag_api', 'select, insert, update (kind, profile, status, choices, version, event_count, xml, xml_sha256, profile_sha256,
    ready_by, ready_by_name, ready_at, filed_by, filed_by_name, filed_at, fiu_reference)', 'report'),
  ('redflag_api', 'select, insert, update (revision), delete', 'report_alert'),
  ('redflag_api', 'select, insert', 'report_event'),
  ('redflag_api', 'select, insert', 'report_answer'),
  ('redflag_api', 'select', 'filed_alert'),
  ('redflag_api', 'select', 'alert_annotation'),
  ('redflag_screen', 'select (alert_id, revision)', 'filed_alert'),
  ('redflag_screen', 'select, insert', 'alert_annotation');

select grant_access();
