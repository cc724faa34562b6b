import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { TransferTable } from "./schema.ts";

export interface TransferPage {
  /** Only what comes after this place. */
  after?: { blockNumber: number; logIndex: number };
  limit?: number;
}

/**
 * Transfers of blocks from..to in ledger order (block, log index): all of them, so keep the range bounded, or page by
 * page: `after` the last one of the page before.
 */
export async function listTransfers(
  db: Executor,
  chainId: number,
  from: number,
  to: number,
  { after, limit }: TransferPage = {},
): Promise<Transfer[]> {
  const start = Math.max(from, after?.blockNumber ?? from);
  let query = db
    .selectFrom("transfer")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", start)
    .where("block_number", "<=", to)
    .orderBy("block_number")
    .orderBy("log_index");
  if (after !== undefined) {
    query = query.where(sql<boolean>`(block_number, log_index) > (${after.blockNumber}, ${after.logIndex})`);
  }
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(transferOf);
}

/** The newest transfers that an address sent or received, newest first; one to itself comes once. */
export async function listTransfersOf(
  db: Executor,
  chainId: number,
  address: Address,
  limit: number,
): Promise<Transfer[]> {
  const key = bytesOf(address);
  const newest = (side: "sender" | "recipient") =>
    db
      .selectFrom("transfer")
      .selectAll()
      .where("chain_id", "=", chainId)
      .where(side, "=", key)
      .orderBy("block_number", "desc")
      .orderBy("log_index", "desc")
      .limit(limit);
  const [sent, received] = [
    await newest("sender").execute(),
    await newest("recipient").where("sender", "<>", key).execute(),
  ];
  return [...sent, ...received]
    .map(transferOf)
    .sort((a, b) => b.blockNumber - a.blockNumber || b.logIndex - a.logIndex)
    .slice(0, limit);
}

/**
 * A transaction's transfers in ledger order. No index is kept on transaction hashes (it would cost ingest a third):
 * give the block if it is known, or the whole chain is scanned.
 */
export async function findTransfersOfTransaction(
  db: Executor,
  chainId: number,
  txHash: Hash,
  blockNumber?: number,
): Promise<Transfer[]> {
  let query = db
    .selectFrom("transfer")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("tx_hash", "=", bytesOf(txHash))
    .orderBy("block_number")
    .orderBy("log_index");
  if (blockNumber !== undefined) query = query.where("block_number", "=", blockNumber);
  return (await query.execute()).map(transferOf);
}

/** Evidence holds a transfer's columns too. */
export function transferOf(row: Omit<Selectable<TransferTable>, "chain_id">): Transfer {
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    txOrdinal: row.tx_ordinal,
    token: hexOf(row.token),
    sender: hexOf(row.sender),
    recipient: hexOf(row.recipient),
    amount: BigInt(row.amount),
  };
}
