-- Up to which of each list's outside versions those who follow it were told what changed. None of a list that was never told of.
create table list_release (
  list_id text primary key references list (id),
  -- Of `shared_version`.
  seq     integer not null check (seq >= 1)
);
-- Nobody followed a list so far, and what is old is news no more.
insert into list_release (list_id, seq) select list_id, max(seq) from shared_version group by list_id;

insert into service_right (role_name, privileges, table_name)
values ('redflag_api', 'select, insert, update (seq)', 'list_release');

select grant_access();
