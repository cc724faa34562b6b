-- What a queue shows of each alert besides: the money of the payments that its findings fired on. It follows from the evidence
-- of alerts that stand, as their places do, and is written with them; none of it is their content.

alter table alert
  -- Millionths of each currency that the tokens are meant to be worth: {"USD": "1250000000"}. Null once withdrawn, and of
  -- alerts of before this until the lane has got to them.
  add column worth jsonb,
  -- All of it in US dollars, at the rates that were recorded when it was written. -1 where that cannot be told: a list by it
  -- has those last.
  add column worth_usd_micros numeric not null default -1,
  add check (worth is not null or worth_usd_micros = -1);

-- Whatever has no place yet has no worth either.
drop index alert_unplaced;
create index alert_unplaced on alert (chain_id) where worth is null and state <> 'withdrawn';

create index alert_worth on alert (worth_usd_micros, id) where state <> 'withdrawn';
create index alert_open_worth on alert (worth_usd_micros, id) where state <> 'withdrawn' and review <> 'closed';
-- The worst first and of these the newest: one number, so that the place after which a page begins is one comparison.
create index alert_severity on alert ((case severity when 'SEVERE' then 3 when 'HIGH' then 2 when 'MEDIUM' then 1 else 0 end
    * 1000000000000 + extract(epoch from last_time at time zone 'UTC')::bigint), id)
  where state <> 'withdrawn';
create index alert_open_severity on alert ((case severity when 'SEVERE' then 3 when 'HIGH' then 2 when 'MEDIUM' then 1 else 0 end
    * 1000000000000 + extract(epoch from last_time at time zone 'UTC')::bigint), id)
  where state <> 'withdrawn' and review <> 'closed';
-- What waits is counted from this alone.
create index alert_open_count on alert (chain_id, heuristic, severity, review) include (assignee, snoozed_until)
  where state <> 'withdrawn' and review <> 'closed';

insert into service_right (role_name, privileges, table_name)
values ('redflag_screen', 'update (worth, worth_usd_micros)', 'alert');

select grant_access();
