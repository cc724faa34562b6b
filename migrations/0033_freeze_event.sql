-- What issuers froze and unfroze, of all chains in one small table: who asks of one address does not look into every partition
-- of the ledger. Public facts, so an exchange may read all of it.

-- As issuer_event has them, and as they were where retention dropped the partition: a freeze holds on.
create table freeze_event (
  chain_id     bigint not null,
  block_number bigint not null,
  log_index    integer not null,
  ordinal      integer not null,
  tx_hash      bytea not null,
  token        bytea not null,
  kind         text not null check (kind in ('freeze', 'unfreeze')),
  account      bytea not null,
  block_time   timestamptz not null,
  primary key (chain_id, block_number, log_index, ordinal)
);
create index freeze_event_account on freeze_event (account);

insert into freeze_event
  (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
select chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time from kept_freeze
union all
select one.chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, time
from issuer_event one join block on block.chain_id = one.chain_id and block.number = one.block_number
where kind in ('freeze', 'unfreeze') and account is not null
on conflict do nothing;

-- By a trigger and not by each writer: whatever writes, replaces or takes back a block's logs is followed, in its own
-- transaction. A partition that is dropped fires none. Blocks that are read again after that come to their own rows.
create function follow_freeze() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from freeze_event
    where chain_id = old.chain_id and block_number = old.block_number and log_index = old.log_index and ordinal = old.ordinal;
    return null;
  end if;
  insert into freeze_event
    (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
  select new.chain_id, new.block_number, new.log_index, new.ordinal, new.tx_hash, new.token, new.kind, new.account, time
  from block where chain_id = new.chain_id and number = new.block_number
  on conflict (chain_id, block_number, log_index, ordinal) do update set
    tx_hash = excluded.tx_hash, token = excluded.token, kind = excluded.kind, account = excluded.account,
    block_time = excluded.block_time;
  if not found then
    raise exception 'a log of chain % is written without its block %', new.chain_id, new.block_number;
  end if;
  return null;
end
$$;
revoke all on function follow_freeze() from public;

-- Two triggers, since a condition on a row names the one that there is: most logs are none of these and cost nothing.
create trigger issuer_event_freeze after insert on issuer_event for each row
  when (new.kind in ('freeze', 'unfreeze') and new.account is not null) execute function follow_freeze();
create trigger issuer_event_freeze_gone after delete on issuer_event for each row
  when (old.kind in ('freeze', 'unfreeze') and old.account is not null) execute function follow_freeze();

-- For who asks of an address on whatever chain.
create index inferred_service_address on inferred_service (address) where until_block is null;

-- All that an exchange's login reads of inferences: those about a wallet that an entry it knows names as a business with
-- deposit addresses. Whether that is of the chain's family and in force is said where it is told.
create view shared_deposit with (security_barrier) as
  select chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time, last_time, confidence
  from inferred_service
  where until_block is null and exists (
    select from shared_entry
    where shared_entry.address = inferred_service.service and category in ('exchange', 'payment')
  );

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_screen', 'select', 'freeze_event'),
  ('redflag_api', 'select', 'freeze_event'),
  ('redflag_exchange', 'select', 'freeze_event'),
  ('redflag_exchange', 'select', 'shared_deposit');

select grant_access();
