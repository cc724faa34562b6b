-- When the first step of a lookback began, so that whoever waits for it is told how long it will take; null before that, and
-- of those that began before this.
alter table lookback add column begun_at timestamptz;

-- A rewrite of all that was screened without a version leaves nothing to look at.
insert into service_right (role_name, privileges, table_name) values ('redflag_screen', 'delete', 'lookback');

select grant_access();
