-- What is imported beside lists and rates: notes of jurisdictions, and what VASPs say of their own addresses. Versioned as
-- rates are: a version is never edited, a row lives from one version until another. The rows of one list differ in `key`, which says
-- what they are about; what they say of it is `content`.

create table border_list_version (
  list_id    text not null,
  seq        integer not null check (seq >= 1),
  -- In force in this version.
  row_count  integer not null check (row_count >= 0),
  source     text not null,
  created_at timestamptz not null default now(),
  primary key (list_id, seq)
);

create table border_note (
  list_id   text not null,
  first_seq integer not null,
  key       text not null,
  content   jsonb not null,
  -- The version that has it no more, or otherwise; null while it stands.
  ended_seq integer check (ended_seq > first_seq),
  primary key (list_id, key, first_seq),
  foreign key (list_id, first_seq) references border_list_version (list_id, seq),
  foreign key (list_id, ended_seq) references border_list_version (list_id, seq)
);
create unique index border_note_standing on border_note (list_id, key) where ended_seq is null;

-- Named after who supplied it. Opaque references and amounts of one business' customers: nobody but screening reads them.
create table enrichment_list_version (
  list_id    text not null,
  seq        integer not null check (seq >= 1),
  row_count  integer not null check (row_count >= 0),
  source     text not null,
  created_at timestamptz not null default now(),
  primary key (list_id, seq)
);

create table enrichment_row (
  list_id   text not null,
  first_seq integer not null,
  key       text not null,
  content   jsonb not null,
  ended_seq integer check (ended_seq > first_seq),
  primary key (list_id, key, first_seq),
  foreign key (list_id, first_seq) references enrichment_list_version (list_id, seq),
  foreign key (list_id, ended_seq) references enrichment_list_version (list_id, seq)
);
create unique index enrichment_row_standing on enrichment_row (list_id, key) where ended_seq is null;

insert into service_right (role_name, table_name, privileges) values
  ('redflag_screen', 'border_list_version', 'select'),
  ('redflag_screen', 'border_note', 'select'),
  ('redflag_screen', 'enrichment_list_version', 'select'),
  ('redflag_screen', 'enrichment_row', 'select');

select grant_access();
