-- Watchlists, versioned as-of: a version is never edited, an entry lives from one version until another.

create table list (
  id         text primary key,
  title      text not null,
  authority  text not null,
  url        text,
  created_at timestamptz not null default now()
);

create table list_version (
  list_id     text not null references list (id),
  seq         integer not null check (seq >= 1),
  -- SHA-256 of the canonical entries: two imports of the same content are one version.
  digest      bytea not null,
  entry_count integer not null,
  source      text not null,
  created_at  timestamptz not null default now(),
  primary key (list_id, seq)
);

create table list_entry (
  list_id      text not null references list (id),
  -- SHA-256 of the entry's content: an edited entry is another entry.
  entry_id     bytea not null,
  first_seq    integer not null,
  -- The version in which it is no longer there; null while it is.
  ended_seq    integer,
  family       text not null,
  address      bytea not null check (length(address) = 20),
  category     text not null,
  severity     text not null,
  authority    text not null,
  programme    text,
  reference    text,
  document_url text,
  jurisdiction text,
  confidence   integer not null check (confidence between 0 and 100),
  valid_from   timestamptz,
  valid_to     timestamptz,
  sharing      text not null,
  primary key (list_id, entry_id, first_seq)
);
create index list_entry_address on list_entry (address);
