-- A version's digest that one entry more or less does not compute anew over all of them, and the audit for what comes
-- from publishers.

-- How it was computed: 1 over the entries' ids in order; 2 over the digests of buckets, see `versionDigest`. What is there
-- keeps its own.
alter table list_version add column digest_kind smallint not null default 1 check (digest_kind in (1, 2));

-- Of a list's current version, if that is of kind 2: SHA-256 over the ids in order that begin with the same 12 bits. A
-- bucket without an entry has no row.
create table list_bucket (
  list_id  text not null references list (id),
  bucket   integer not null check (bucket between 0 and 4095),
  digest   bytea not null check (length(digest) = 32),
  primary key (list_id, bucket)
);

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_refresh', 'select, insert, update, delete', 'list_bucket'),
  ('redflag_api', 'select, insert, update, delete', 'list_bucket');

-- A version that a publisher's list became is told in the audit as one that was imported by hand.
insert into service_function (role_name, signature) values ('redflag_refresh', 'append_audit(text[])');

select grant_access();
