-- A lane's past may be screened again with later inputs: each time is another generation of its epochs.

-- The generation whose epochs are in force.
alter table lane add column generation integer not null default 1 check (generation > 0);
-- Older generations stay: they say with what the alerts of their time were found.
alter table epoch add column generation integer not null default 1;
alter table epoch alter column generation drop default;

-- An alert that a new generation put in the place of one that it withdrew: same rule, same subject, and a payment in common.
create table succeeds (
  predecessor_id bytea not null,
  alert_id       bytea not null,
  generation     integer not null,
  primary key (predecessor_id, alert_id, generation)
);
create index succeeds_alert on succeeds (alert_id);
