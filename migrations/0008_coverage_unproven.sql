-- What was read but shown complete by nothing is called what it is: the policy `header` says what was looked at, the level
-- `unproven` what that leaves open.
alter table coverage drop constraint coverage_level_check;
update coverage set level = 'unproven' where level = 'header';
alter table coverage add constraint coverage_level_check
  check (level in ('unproven', 'bloom', 'peers', 'self_consistent', 'proven'));
