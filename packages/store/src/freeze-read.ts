import type { Address } from "@redflag/domain/address";
import type { FreezeEvent } from "@redflag/domain/freeze-book";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { secondsOf } from "./time.ts";

interface FreezeRow {
  block_number: number;
  log_index: number;
  ordinal: number;
  tx_hash: Buffer;
  token: Buffer;
  kind: string;
  account: Buffer;
  time: Date;
}

const COLUMNS = sql.raw("chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account");
const IS_FREEZE = sql.raw("kind in ('freeze', 'unfreeze') and account is not null");

/** Freezes and their ends in blocks from..to, in ledger order, with those that retention has kept. */
export async function listFreezes(db: Executor, chainId: number, from: number, to: number): Promise<FreezeEvent[]> {
  const { rows } = await sql<FreezeRow>`
    select ${COLUMNS}, (
      select time from block where block.chain_id = ${chainId} and block.number = one.block_number
        and block.number between ${from} and ${to}) as time
    from issuer_event one
    where chain_id = ${chainId} and block_number between ${from} and ${to} and ${IS_FREEZE}
    union all
    select ${COLUMNS}, block_time from kept_freeze where chain_id = ${chainId} and block_number between ${from} and ${to}
    order by block_number, log_index, ordinal`.execute(db);
  return rows.map(freezeOf);
}

/** A freeze or its end with what a reader asks first. */
export interface PlacedFreeze extends FreezeEvent {
  chainId: number;
  /** Nothing of a lane says that it could still be reorged away; false of what no lane has come to. */
  isFinal: boolean;
}

/** Every freeze of an account and its end on any chain, by chain, in ledger order. */
export async function listFreezesOf(db: Executor, account: Address): Promise<PlacedFreeze[]> {
  const { rows } = await sql<FreezeRow & { chain_id: number; is_final: boolean }>`
    select ${COLUMNS}, block_time as time, coalesce(block_number <= lane.final_position, false) as is_final
    from freeze_event left join lane using (chain_id)
    where account = ${bytesOf(account)}
    order by chain_id, block_number, log_index, ordinal`.execute(db);
  return rows.map((row) => ({
    ...freezeOf(row),
    chainId: row.chain_id,
    isFinal: row.is_final,
  }));
}

/** What one contract's freezes come to, as far as the ledger holds them. */
export interface FreezeCount {
  chainId: number;
  token: Address;
  /** Accounts that are frozen now. */
  standing: number;
  /** Of these, by an event that could still be reorged away. */
  provisional: number;
  /** Accounts whose freeze was lifted. */
  lifted: number;
  /** The block of the last event. */
  lastBlock: number;
}

/** Each contract whose issuer froze or unfroze anybody, by chain and token. */
export async function listFreezeCounts(db: Executor): Promise<FreezeCount[]> {
  const { rows } = await sql<{
    chain_id: number;
    token: Buffer;
    standing: number;
    provisional: number;
    lifted: number;
    last_block: number;
  }>`
    select chain_id, token,
      count(*) filter (where kind = 'freeze')::bigint as standing,
      count(*) filter (where kind = 'freeze' and block_number > coalesce(final_position, -1))::bigint as provisional,
      count(*) filter (where kind = 'unfreeze')::bigint as lifted,
      max(block_number) as last_block
    from (
      select distinct on (chain_id, token, account) chain_id, token, account, kind, block_number
      from freeze_event
      order by chain_id, token, account, block_number desc, log_index desc, ordinal desc
    ) as latest
    left join lane using (chain_id)
    group by chain_id, token
    order by chain_id, token`.execute(db);
  return rows.map((row) => ({
    chainId: row.chain_id,
    token: hexOf(row.token),
    standing: row.standing,
    provisional: row.provisional,
    lifted: row.lifted,
    lastBlock: row.last_block,
  }));
}

/** Copies the freezes of blocks that are about to be dropped: they hold on. In the transaction that drops the blocks. */
export async function keepFreezes(tx: Executor, chainId: number, from: number, to: number): Promise<void> {
  await sql`
    insert into kept_freeze (${COLUMNS}, block_time)
    select one.chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block.time
    from issuer_event one join block on block.chain_id = one.chain_id and block.number = one.block_number
    where one.chain_id = ${chainId} and block_number between ${from} and ${to} and ${IS_FREEZE}`.execute(tx);
}

function freezeOf(row: FreezeRow): FreezeEvent {
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    ordinal: row.ordinal,
    txHash: hexOf(row.tx_hash),
    token: hexOf(row.token),
    kind: row.kind as FreezeEvent["kind"],
    account: hexOf(row.account),
    time: secondsOf(row.time),
  };
}
