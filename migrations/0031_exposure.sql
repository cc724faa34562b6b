-- What addresses hold of listed addresses' money, beside their profiles and as of the same block. Null of nearly everybody.
-- Not in the profile itself, which depends on its own address's transfers alone: this depends on others'.

alter table profile
  -- By all lists.
  add column exposure bytea,
  -- By what of the lists is shared with exchanges: what it would be if nothing else were listed.
  add column shared_exposure bytea;
alter table cut_profile
  add column exposure bytea,
  add column shared_exposure bytea;

-- By address on whatever chain, for who asks of one; they hold nothing of who has none.
create index profile_exposure on profile (address) where exposure is not null;
create index profile_shared_exposure on profile (address) where shared_exposure is not null;

-- All that an exchange's login reads of profiles: no row, no byte and no moment of it follows from an entry that is not shared.
create view shared_exposure with (security_barrier) as
  select chain_id, address, shared_exposure as state from profile where shared_exposure is not null;

insert into service_right (role_name, privileges, table_name) values ('redflag_exchange', 'select', 'shared_exposure');

select grant_access();
