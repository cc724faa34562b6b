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

select grant_access();
