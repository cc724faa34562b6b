-- What exchanges may know of lists, in tables of their own: an entry that is not shared with them is nowhere in what their
-- login reads, so that it costs, shifts and counts nothing there.

-- A list's versions as they are outside: one for each change of what is shared, and none for what is not.
create table shared_version (
  list_id     text not null,
  seq         integer not null check (seq >= 1),
  -- The version of the list itself that it came with. Never told: its gaps would count the others.
  list_seq    integer not null,
  -- Of the shared entries alone.
  entry_count integer not null,
  created_at  timestamptz not null,
  -- When the next one came; null of the current one.
  ended_at    timestamptz,
  primary key (list_id, seq),
  foreign key (list_id, list_seq) references list_version
);
create unique index shared_version_current on shared_version (list_id) where ended_at is null;

-- The entries of the current ones, each a copy of the list's own.
create table shared_entry (
  list_id       text not null references list (id),
  entry_id      bytea not null,
  family        text not null,
  address       bytea not null check (length(address) = 20),
  category      text not null,
  severity      text not null,
  authority     text not null,
  programme     text,
  reference     text,
  document_url  text,
  confidence    integer not null,
  valid_from    timestamptz,
  valid_to      timestamptz,
  sharing       text not null check (sharing in ('TLP:GREEN', 'TLP:CLEAR')),
  entity        text,
  jurisdictions text[] not null,
  primary key (list_id, entry_id)
);
create index shared_entry_address on shared_entry (address);

-- Nobody outside was shown a version so far: what is shared now is the first one, whatever came before.
insert into shared_entry (
  list_id, entry_id, family, address, category, severity, authority, programme, reference, document_url, confidence,
  valid_from, valid_to, sharing, entity, jurisdictions
)
select
  list_id, entry_id, family, address, category, severity, authority, programme, reference, document_url, confidence,
  valid_from, valid_to, sharing, entity, jurisdictions
from list_entry where ended_seq is null and sharing in ('TLP:GREEN', 'TLP:CLEAR')
order by list_id, entry_id;

insert into shared_version (list_id, seq, list_seq, entry_count, created_at)
select list_id, 1, (select max(seq) from list_version where list_version.list_id = shared_entry.list_id),
  count(*), date_trunc('milliseconds', now())
from shared_entry group by list_id;

insert into service_right (role_name, privileges, table_name)
values
  -- Whoever makes a version makes what is shared of it, in the same transaction.
  ('redflag_refresh', 'select, insert, delete', 'shared_entry'),
  ('redflag_refresh', 'select, insert, update (ended_at)', 'shared_version'),
  ('redflag_api', 'select, insert, delete', 'shared_entry'),
  ('redflag_api', 'select, insert, update (ended_at)', 'shared_version'),
  -- Every exchange knows the same of lists, so no policy tells one from another.
  ('redflag_exchange', 'select', 'shared_entry'),
  ('redflag_exchange', 'select (list_id, seq, entry_count, created_at, ended_at)', 'shared_version');

select grant_access();
