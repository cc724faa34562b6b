-- Who and what has access, gone through every so often: one review is open at a time.
create table access_review (
  id               uuid primary key,
  started_at       timestamptz(3) not null,
  started_by       text not null,
  started_by_name  text not null,
  finished_at      timestamptz(3),
  finished_by      text,
  finished_by_name text,
  check ((finished_at is null) = (finished_by is null) and (finished_at is null) = (finished_by_name is null))
);
create unique index access_review_open on access_review ((true)) where finished_at is null;
create index access_review_newest on access_review (started_at desc, id desc);

-- As it was when the review began: what was looked at does not change under what was decided of it.
create table access_review_subject (
  review_id    uuid not null references access_review,
  ordinal      integer not null check (ordinal > 0),
  kind         text not null check (kind in ('user', 'key')),
  subject_id   uuid not null,
  name         text not null,
  -- An email, or how a key begins.
  label        text not null,
  roles        text[] not null,
  -- Of a key; empty for a person.
  scopes       text[] not null,
  subscriber   text,
  created_at   timestamptz(3) not null,
  last_used_at timestamptz(3),
  expires_at   timestamptz(3),
  marks        text[] not null,
  primary key (review_id, ordinal),
  unique (review_id, subject_id)
);

-- Every decision stays; the last one on a subject counts.
create table access_review_decision (
  seq        bigint generated always as identity primary key,
  review_id  uuid not null,
  subject_id uuid not null,
  verdict    text not null check (verdict in ('keep', 'change', 'end')),
  reason     text not null check (length(reason) between 1 and 500),
  at         timestamptz(3) not null,
  by         text not null,
  by_name    text not null,
  -- The only admin had to decide it of themselves.
  is_own     boolean not null,
  foreign key (review_id, subject_id) references access_review_subject (review_id, subject_id)
);
create index access_review_decision_of on access_review_decision (review_id, subject_id, seq desc);

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select, insert, update (finished_at, finished_by, finished_by_name)', 'access_review'),
  ('redflag_api', 'select, insert', 'access_review_subject'),
  ('redflag_api', 'select, insert', 'access_review_decision');

select grant_access();
