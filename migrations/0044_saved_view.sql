-- Views of the list of alerts that people keep, each for themselves or for all who may read alerts.
create table saved_view (
  id         uuid primary key,
  -- The person; a key stands for whoever made it.
  owner      text not null check (owner ~ '^(user|key):[0-9a-f-]{36}$'),
  name       text not null check (length(name) between 1 and 100),
  -- Parameters of the list, each a text, as they stand in a URL: parse them with the contract's schema.
  query      jsonb not null check (jsonb_typeof(query) = 'object'),
  is_shared  boolean not null,
  version    integer not null default 1,
  changed_at timestamptz(3) not null
);
create unique index saved_view_own on saved_view (owner, lower(name)) where not is_shared;
create unique index saved_view_shared on saved_view (lower(name)) where is_shared;

-- Names of businesses, gone through one by one whatever number of wallets each has.
create index list_entry_entity on list_entry ((lower(entity) collate "C"), list_id, entry_id)
  where entity is not null and ended_seq is null;

insert into service_right (role_name, privileges, table_name)
values ('redflag_api', 'select, insert, update (name, query, is_shared, version, changed_at), delete', 'saved_view');

select grant_access();
