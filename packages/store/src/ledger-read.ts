import type { Block } from "@redflag/domain/transfer";
import type { Selectable } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { BlockTable } from "./schema.ts";
import { secondsOf } from "./time.ts";

export interface LedgerCount {
  blocks: number;
  transfers: number;
  refusedLogs: number;
  issuerEvents: number;
}

/** Blocks from..to that the ledger holds, ascending. */
export async function listBlocks(db: Executor, chainId: number, from: number, to: number): Promise<Block[]> {
  const rows = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("number", ">=", from)
    .where("number", "<=", to)
    .orderBy("number")
    .execute();
  return rows.map(blockOf);
}

export async function findBlock(db: Executor, chainId: number, number: number): Promise<Block | undefined> {
  return (await listBlocks(db, chainId, number, number))[0];
}

/** The highest block that the ledger holds, whatever is missing below it. */
export async function findTopBlock(db: Executor, chainId: number): Promise<Block | undefined> {
  const row = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && blockOf(row);
}

/** What the ledger says it holds of a chain; from coverage, so as quick for a billion transfers as for ten. */
export async function countLedger(db: Executor, chainId: number): Promise<LedgerCount> {
  const covered = await db
    .selectFrom("coverage")
    .select(({ fn, eb }) => [
      fn.sum<string | null>(eb(eb("to_block", "-", eb.ref("from_block")), "+", eb.lit(1))).as("blocks"),
      fn.sum<number | null>("transfer_count").as("transfers"),
      fn.sum<number | null>("refused_count").as("refusedLogs"),
    ])
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  const events = await db
    .selectFrom("issuer_event")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  return {
    blocks: Number(covered.blocks ?? 0),
    transfers: covered.transfers ?? 0,
    refusedLogs: covered.refusedLogs ?? 0,
    issuerEvents: events.count,
  };
}

function blockOf(row: Selectable<BlockTable>): Block {
  return {
    number: row.number,
    hash: hexOf(row.hash),
    parentHash: hexOf(row.parent_hash),
    time: secondsOf(row.time),
  };
}
