-- What shows that evidence is of the chain, kept while endpoints still give it: they drop old receipts, and the ledger's partitions
-- are dropped, too.

create table kept_proof (
  chain_id     bigint not null,
  block_number bigint not null,
  block_hash   bytea not null check (length(block_hash) = 32),
  -- proven: hashes to a block's name that two endpoints gave. self_consistent: that one gave. peers: two said it alike.
  -- bloom, unproven: one said it, of a block that no proof reaches.
  level        text not null check (level in ('proven', 'self_consistent', 'peers', 'bloom', 'unproven')),
  -- Who gave it: a host, never a URL.
  endpoint     text not null check (endpoint !~ '[/@?]'),
  fetched_at   timestamptz(3) not null,
  -- Whose receipts it shows. More evidence in the same block makes another proof necessary, of these as well.
  transactions bytea[] not null check (cardinality(transactions) > 0),
  -- JSON, by gzip.
  proof        bytea not null,
  primary key (chain_id, block_number, block_hash)
);
alter table kept_proof alter column proof set storage external;

-- Transactions of final evidence that nothing is kept of yet.
create table proof_wanted (
  chain_id     bigint not null,
  block_number bigint not null,
  block_hash   bytea not null,
  tx_hash      bytea not null,
  -- A finding counts it, and did not fire on it: those come last.
  is_counted   boolean not null,
  tries        integer not null default 0 check (tries >= 0),
  try_after    timestamptz not null default '-infinity',
  -- Why it could not be kept when it was last tried.
  problem      text,
  primary key (chain_id, block_number, block_hash, tx_hash)
);
create index proof_wanted_first on proof_wanted (chain_id, is_counted, block_number desc) where tries = 0;
create index proof_wanted_again on proof_wanted (chain_id, try_after) where tries > 0;

-- Of a finding that counts many payments no more than so many are kept, the first ones.
create function want_proofs(fresh evidence[]) returns void language sql
  security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into proof_wanted (chain_id, block_number, block_hash, tx_hash, is_counted)
  select chain_id, block_number, block_hash, tx_hash, bool_and(is_counted)
  from (
    select chain_id, block_number, block_hash, tx_hash, false as is_counted from unnest(fresh)
    union all
    select coalesce(split_part(item ->> 'chain', ':', 2)::bigint, own.chain_id), (item #>> '{block,number}')::bigint,
      decode(substr(item #>> '{block,hash}', 3), 'hex'), decode(substr(item #>> '{transfer,txHash}', 3), 'hex'), true
    from unnest(fresh) as own cross join jsonb_array_elements(own.supporting) with ordinality as counted (item, place)
    where place <= 64
  ) as wanted
  where not exists (
    select from kept_proof as kept
    where (kept.chain_id, kept.block_number, kept.block_hash) = (wanted.chain_id, wanted.block_number, wanted.block_hash)
      and wanted.tx_hash = any (kept.transactions))
  group by chain_id, block_number, block_hash, tx_hash
  -- In one order, so that lanes that want the same do not wait for each other.
  order by chain_id, block_number, block_hash, tx_hash
  on conflict (chain_id, block_number, block_hash, tx_hash)
    do update set is_counted = false where proof_wanted.is_counted and not excluded.is_counted
$$;
revoke all on function want_proofs(evidence[]) from public;

create function want_proofs_of_final() returns trigger language plpgsql
  security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  fresh evidence[];
begin
  select array_agg(added) into fresh from added where is_final;
  if fresh is not null then
    perform want_proofs(fresh);
  end if;
  return null;
end
$$;
revoke all on function want_proofs_of_final() from public;
create trigger evidence_made_final after insert on evidence referencing new table as added
  for each statement execute function want_proofs_of_final();
create trigger evidence_became_final after update on evidence referencing new table as added
  for each statement execute function want_proofs_of_final();

do $$
declare
  fresh evidence[];
begin
  -- Of what is there already, in parts that fit into memory.
  for fresh in
    select array_agg(e) from evidence as e where is_final group by chain_id, block_number / 1000
  loop
    perform want_proofs(fresh);
  end loop;
end
$$;

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_ingest', 'select, insert, update (level, endpoint, fetched_at, transactions, proof)', 'kept_proof'),
  ('redflag_ingest', 'select, update (tries, try_after, problem), delete', 'proof_wanted'),
  ('redflag_screen', 'select', 'kept_proof'),
  ('redflag_api', 'select', 'kept_proof'),
  ('redflag_api', 'select', 'proof_wanted');

select grant_access();
