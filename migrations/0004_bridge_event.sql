-- What bridges say of a transfer: its money goes to someone on another chain, or came from there.
create table bridge_event (
  chain_id       bigint not null,
  block_number   bigint not null,
  log_index      integer not null,
  tx_hash        bytea not null,
  bridge         text not null,
  contract       bytea not null,
  kind           text not null check (kind in ('sent', 'received', 'message_sent', 'message_received')),
  -- The same text on both legs; null where this leg does not carry it.
  link_id        text,
  -- The other chain's number, as the bridge counts chains: 32 bits without a sign.
  remote_domain  bigint,
  account        bytea,
  -- 32 bytes: addresses of other chains may be longer than ours.
  remote_account bytea,
  token          bytea,
  amount         numeric(78, 0),
  primary key (chain_id, block_number, log_index)
) partition by range (chain_id, block_number);
create index bridge_event_link on bridge_event (link_id) where link_id is not null;

-- Blocks that are there already may be mended, so the new table needs partitions wherever the others have theirs.
do $$
declare
  existing record;
begin
  for existing in
    select replace(c.relname, 'issuer_event', 'bridge_event') as name, pg_get_expr(c.relpartbound, c.oid) as bounds
    from pg_class c join pg_inherits i on i.inhrelid = c.oid
    where i.inhparent = 'issuer_event'::regclass
  loop
    execute format('create table %I partition of bridge_event %s', existing.name, existing.bounds);
  end loop;
end $$;

-- One log may freeze many accounts: its events are numbered.
alter table issuer_event add column ordinal integer not null default 0;
alter table issuer_event drop constraint issuer_event_pkey;
alter table issuer_event add primary key (chain_id, block_number, log_index, ordinal);
