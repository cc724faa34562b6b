-- A file that somebody proposes as a list's whole content: how it differs from the version that it was held against is kept
-- with the proposal, so that what is approved is what was seen, whatever happens to the file.
alter table list_proposal drop constraint list_proposal_kind_check;
alter table list_proposal add constraint list_proposal_kind_check
  check (kind in ('add', 'edit', 'remove', 'sharing', 'accept_version', 'import'));

-- In parts of bounded size, as of a version that was held back; but these stay.
create table list_proposal_part (
  proposal_id  uuid not null references list_proposal,
  ordinal      integer not null,
  added        jsonb not null,
  removed      bytea[] not null,
  primary key (proposal_id, ordinal)
);
create trigger list_proposal_part_stays before update or delete or truncate on list_proposal_part
  for each statement execute function refuse_list_change();

insert into service_right (role_name, privileges, table_name)
values ('redflag_api', 'select, insert', 'list_proposal_part');

select grant_access();
