import type { Hash } from "@redflag/domain/hex";
import type { IssuerEvent, IssuerEventKind, RefusedLog } from "@redflag/domain/transfer";
import type { Selectable } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { IssuerEventTable } from "./schema.ts";

/** Freezes, issues and the like of blocks from..to, in ledger order. */
export async function listIssuerEvents(
  db: Executor,
  chainId: number,
  from: number,
  to: number,
): Promise<IssuerEvent[]> {
  const rows = await db
    .selectFrom("issuer_event")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .orderBy("block_number")
    .orderBy("log_index")
    .orderBy("ordinal")
    .execute();
  return rows.map(issuerEventOf);
}

/** Freezes, issues and the like in a transaction of this block, in ledger order. */
export async function listIssuerEventsOfTransaction(
  db: Executor,
  chainId: number,
  txHash: Hash,
  blockNumber: number,
): Promise<IssuerEvent[]> {
  const rows = await db
    .selectFrom("issuer_event")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", "=", blockNumber)
    .where("tx_hash", "=", bytesOf(txHash))
    .orderBy("log_index")
    .orderBy("ordinal")
    .execute();
  return rows.map(issuerEventOf);
}

function issuerEventOf(row: Selectable<IssuerEventTable>): IssuerEvent {
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    ordinal: row.ordinal,
    token: hexOf(row.token),
    kind: row.kind as IssuerEventKind,
    ...(row.account !== null && { account: hexOf(row.account) }),
    ...(row.amount !== null && { amount: BigInt(row.amount) }),
  };
}

/** Logs of known contracts that could not be decoded, of blocks from..to, in ledger order. */
export async function listRefusedLogs(db: Executor, chainId: number, from: number, to: number): Promise<RefusedLog[]> {
  const rows = await db
    .selectFrom("refused_log")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .orderBy("block_number")
    .orderBy("log_index")
    .execute();
  return rows.map((row) => ({
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    token: hexOf(row.token),
    topics: row.topics.map(hexOf),
    data: hexOf(row.data),
    reason: row.reason,
  }));
}
