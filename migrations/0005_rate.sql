-- Exchange rates, versioned as watchlists are: a version is never edited, a rate lives from one version until another.

create table rate_list (
  id         text primary key,
  created_at timestamptz not null default now()
);

create table rate_list_version (
  list_id    text not null references rate_list (id),
  seq        integer not null check (seq >= 1),
  -- In force in this version.
  rate_count integer not null,
  source     text not null,
  created_at timestamptz not null default now(),
  primary key (list_id, seq)
);

create table rate (
  list_id   text not null references rate_list (id),
  -- ISO 4217; never EUR, which is 1 by definition.
  currency  text not null,
  day       date not null,
  first_seq integer not null,
  -- The version in which it is no longer there; null while it is.
  ended_seq integer,
  -- Units of the currency for one euro.
  per_eur   numeric not null check (per_eur > 0),
  primary key (list_id, currency, day, first_seq)
);

-- A service has a name, and may be registered in several jurisdictions or in none that is known.
alter table list_entry
  add column entity text,
  add column jurisdictions text[] not null default '{}';
update list_entry set jurisdictions = array[jurisdiction] where jurisdiction is not null;
alter table list_entry drop column jurisdiction;
