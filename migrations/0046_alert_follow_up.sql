-- Closed alerts with evidence that nobody has looked at are few among many: they are looked up, not looked for.
create index alert_follow_up on alert (id) where follow_up_since is not null;
