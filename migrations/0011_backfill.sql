-- Stretches of the past that are to be in the ledger. What of them is missing follows from coverage; a row only says that
-- somebody wants it.
create table backfill (
  chain_id    bigint not null,
  from_block  bigint not null,
  to_block    bigint not null check (to_block >= from_block),
  created_at  timestamptz not null default now(),
  -- When all of it was stored, checked as the policy asks, and indexed; null while workers have something to do.
  finished_at timestamptz,
  primary key (chain_id, from_block, to_block)
);

-- Secondary indexes belong to each partition and no longer to the whole table, so that a partition can be loaded without
-- them. A detached partition keeps its indexes as its own: nothing is built again, however long the ledger is.
create temporary table moved on commit drop as
select root.relname as root, part.relname as part, pg_get_expr(part.relpartbound, part.oid) as bounds,
  index.relname as index, part.relname || substr(parent.relname, length(root.relname) + 1) as new_index
from pg_class parent
join pg_index of_root on of_root.indexrelid = parent.oid
join pg_class root on root.oid = of_root.indrelid
join pg_inherits of_index on of_index.inhparent = parent.oid
join pg_class index on index.oid = of_index.inhrelid
join pg_index of_part on of_part.indexrelid = index.oid
join pg_class part on part.oid = of_part.indrelid
where parent.oid in (
  'transfer_sender'::regclass, 'transfer_recipient'::regclass, 'issuer_event_account'::regclass,
  'bridge_event_link'::regclass
);

do $$
declare
  one record;
begin
  for one in select * from moved loop
    execute format('alter index %I rename to %I', one.index, one.new_index);
  end loop;
  for one in select distinct root, part from moved loop
    execute format('alter table %I detach partition %I', one.root, one.part);
  end loop;
  drop index transfer_sender, transfer_recipient, issuer_event_account, bridge_event_link;
  for one in select distinct root, part, bounds from moved loop
    execute format('alter table %I attach partition %I %s', one.root, one.part, one.bounds);
  end loop;
end $$;
