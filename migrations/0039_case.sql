-- Cases: what people gather about a subject, about a cluster of alerts, or by hand. Nothing of screening reads or needs them.

-- Numbers that people speak of, counted by year without a gap: taken in the transaction that opens the case.
create table case_counter (
  year  integer primary key,
  last  integer not null check (last > 0)
);

create table case_file (
  id              uuid primary key,
  number          text not null unique check (number ~ '^C-[0-9]{4}-[0-9]{4,}$'),
  title           text not null check (title <> ''),
  basis           text not null check (basis in ('subject', 'cluster', 'hand')),
  status          text not null default 'open' check (status in ('open', 'closed')),
  -- `user:<id>` or `key:<id>`, and the name that they had then.
  opened_by       text not null,
  opened_by_name  text not null,
  -- To the millisecond, as a cursor holds it.
  created_at      timestamptz(3) not null default clock_timestamp(),
  -- Of title, status, owner and hold: what somebody edits on the ground of what they have read.
  version         integer not null default 1,
  -- Number of the last row of case_event.
  event_count     integer not null default 0
);
create index case_file_created on case_file (created_at, id);

-- Who sees it, besides supervisors. A key stands for whoever made it.
create table case_member (
  case_id     uuid not null references case_file,
  person      text not null check (person ~ '^(user|key):[0-9a-f-]{36}$'),
  role        text not null check (role in ('owner', 'editor', 'reader')),
  added_at    timestamptz(3) not null default clock_timestamp(),
  removed_at  timestamptz(3),
  primary key (case_id, person)
);
create unique index case_member_owner on case_member (case_id) where role = 'owner' and removed_at is null;
create index case_member_person on case_member (person, case_id) where removed_at is null;

create table case_subject (
  case_id   uuid not null references case_file,
  chain_id  bigint not null,
  address   bytea not null check (length(address) = 20),
  primary key (case_id, chain_id, address)
);

-- The alerts that it has, whatever becomes of their groups.
create table case_alert (
  case_id        uuid not null references case_file,
  -- Of an alert that is there: those are never deleted.
  alert_id       bytea not null,
  added_by       text not null,
  added_by_name  text not null,
  added_at       timestamptz(3) not null default clock_timestamp(),
  removed_at     timestamptz(3),
  primary key (case_id, alert_id)
);
create index case_alert_alert on case_alert (alert_id) where removed_at is null;

-- Never changed: an edited note is a new one that names the one it replaces.
create table case_note (
  id          uuid primary key,
  case_id     uuid not null references case_file,
  text        text not null check (text <> ''),
  replaces    uuid unique,
  by          text not null,
  by_name     text not null,
  created_at  timestamptz(3) not null default clock_timestamp(),
  unique (id, case_id),
  foreign key (replaces, case_id) references case_note (id, case_id)
);
create index case_note_case on case_note (case_id, created_at, id);

-- The row stays when its bytes were removed, with their hash.
create table case_attachment (
  id          uuid primary key,
  case_id     uuid not null references case_file,
  name        text not null check (name <> ''),
  media_type  text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'text/csv', 'text/plain',
    'application/json')),
  size_bytes  integer not null check (size_bytes between 1 and 10485760),
  sha256      bytea not null check (length(sha256) = 32),
  bytes       bytea,
  by          text not null,
  by_name     text not null,
  created_at  timestamptz(3) not null default clock_timestamp(),
  removed_at  timestamptz(3),
  check ((bytes is null) = (removed_at is not null)),
  check (length(bytes) = size_bytes)
);
-- Most of what is attached is compressed already.
alter table case_attachment alter column bytes set storage external;
create index case_attachment_case on case_attachment (case_id, created_at, id);

-- While one stands nothing of the case can be removed. Who set it does not lift it, in person or by a key.
create table case_hold (
  id                uuid primary key,
  case_id           uuid not null references case_file,
  reason            text not null check (reason <> ''),
  set_by            text not null,
  set_by_name       text not null,
  -- The persons behind keys, set by a trigger, whatever is written.
  set_by_person     text not null,
  set_at            timestamptz(3) not null default clock_timestamp(),
  -- All of the case as it was then, as its JSON export: what a reorg or a screening of the past takes from an alert later is in it.
  copy              bytea not null,
  copy_sha256       bytea not null check (length(copy_sha256) = 32),
  lifted_by         text,
  lifted_by_name    text,
  lifted_by_person  text,
  lifted_at         timestamptz(3),
  lift_reason       text,
  check (num_nulls(lifted_by, lifted_by_name, lifted_by_person, lifted_at, lift_reason) in (0, 5)),
  constraint case_hold_four_eyes check (lifted_by <> set_by and lifted_by_person <> set_by_person)
);
create unique index case_hold_standing on case_hold (case_id) where lifted_at is null;

-- All that was done in it, in order; the seq is counted under the case's row.
create table case_event (
  case_id  uuid not null references case_file,
  seq      integer not null check (seq > 0),
  kind     text not null,
  by       text not null,
  by_name  text not null,
  at       timestamptz(3) not null default clock_timestamp(),
  detail   jsonb not null,
  primary key (case_id, seq)
);
create index case_event_at on case_event (case_id, at, seq);

create function set_hold_persons() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.set_by_person := person_behind(new.set_by);
  else
    new.set_by := old.set_by;
    new.set_by_person := old.set_by_person;
  end if;
  new.lifted_by_person := person_behind(new.lifted_by);
  return new;
end
$$;
create trigger case_hold_persons before insert or update on case_hold for each row execute function set_hold_persons();

create function refuse_removal_under_hold() returns trigger language plpgsql as $$
begin
  if new.removed_at is not null and old.removed_at is null
    and exists (select from case_hold where case_id = new.case_id and lifted_at is null) then
    raise exception 'the case is under legal hold: nothing of it is removed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger case_alert_held before update on case_alert for each row execute function refuse_removal_under_hold();
create trigger case_attachment_held before update on case_attachment
  for each row execute function refuse_removal_under_hold();

create function refuse_case_change() returns trigger language plpgsql as $$
begin
  raise exception 'what is in a case stays: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
create trigger case_note_stays before update or delete or truncate on case_note
  for each statement execute function refuse_case_change();
create trigger case_event_stays before update or delete or truncate on case_event
  for each statement execute function refuse_case_change();
create trigger case_file_stays before delete or truncate on case_file
  for each statement execute function refuse_case_change();
create trigger case_alert_stays before delete or truncate on case_alert
  for each statement execute function refuse_case_change();
create trigger case_attachment_stays before delete or truncate on case_attachment
  for each statement execute function refuse_case_change();
create trigger case_hold_stays before delete or truncate on case_hold
  for each statement execute function refuse_case_change();

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select, insert, update', 'case_counter'),
  ('redflag_api', 'select, insert, update (title, status, version, event_count)', 'case_file'),
  ('redflag_api', 'select, insert, update (role, removed_at)', 'case_member'),
  ('redflag_api', 'select, insert', 'case_subject'),
  ('redflag_api', 'select, insert, update (added_by, added_by_name, added_at, removed_at)', 'case_alert'),
  ('redflag_api', 'select, insert', 'case_note'),
  ('redflag_api', 'select, insert, update (bytes, removed_at)', 'case_attachment'),
  ('redflag_api', 'select, insert, update (lifted_by, lifted_by_name, lifted_at, lift_reason)', 'case_hold'),
  ('redflag_api', 'select, insert', 'case_event');

select grant_access();
