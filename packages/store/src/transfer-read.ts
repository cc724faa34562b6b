import type { Address } from "@redflag/domain/address";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { TransferPlace } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import { unpackTransfers } from "@redflag/domain/late-fold/unpack-transfers";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import { anyNumber } from "./any-of.ts";
import { spanOf } from "./block-span.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { TransferTable } from "./schema.ts";
import { secondsOf } from "./time.ts";
import { readPackedTransfers } from "./transfer-pack.ts";

/** Rows that a page of `streamTransfersOf` holds at most. */
const TRANSFERS_PER_PAGE = 5_000;

/** Transfers of blocks from..to in ledger order (block, log index): all of them, so keep the range bounded. */
export async function listTransfers(db: Executor, chainId: number, from: number, to: number): Promise<Transfer[]> {
  return unpackTransfers(await readPackedTransfers(db, chainId, from, to));
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
 * The last block of from..to up to which there are at most so many transfers; `from` where it has more by itself. Keeps a
 * step that reads whole blocks bounded on chains where they are full.
 */
export async function findEndWithin(
  db: Executor,
  chainId: number,
  { from, to }: { from: number; to: number },
  transfersMax: number,
): Promise<number> {
  const first = await db
    .selectFrom("transfer")
    .select("block_number")
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .orderBy("block_number")
    .orderBy("log_index")
    .offset(transfersMax)
    .limit(1)
    .executeTakeFirst();
  return first === undefined ? to : Math.max(from, first.block_number - 1);
}

/** Transfers at these places, with their blocks, in ledger order. A place that holds none is left out. */
export async function listTransfersAt(
  db: Executor,
  chainId: number,
  places: readonly TransferPlace[],
): Promise<SupportingTransfer[]> {
  if (places.length === 0) return [];
  const numbers = places.map(({ blockNumber }) => blockNumber);
  const indexes = places.map(({ logIndex }) => logIndex);
  const { from, to } = spanOf(numbers);
  const rows = await db
    .selectFrom("transfer")
    .innerJoin("block", (join) =>
      join.onRef("block.chain_id", "=", "transfer.chain_id").onRef("block.number", "=", "transfer.block_number"),
    )
    .selectAll("transfer")
    .select(["block.hash as block_hash", "block.time as block_time"])
    .where("transfer.chain_id", "=", chainId)
    .where("transfer.block_number", "=", anyNumber(new Set(numbers)))
    .where("transfer.block_number", ">=", from)
    .where("transfer.block_number", "<=", to)
    .where("block.number", ">=", from)
    .where("block.number", "<=", to)
    .where(
      sql<boolean>`(transfer.block_number, transfer.log_index) in
        (select * from unnest(${numbers}::bigint[], ${indexes}::integer[]))`,
    )
    .orderBy("transfer.block_number")
    .orderBy("transfer.log_index")
    .execute();
  return rows.map((row) => ({
    block: { number: row.block_number, hash: hexOf(row.block_hash), time: secondsOf(row.block_time) },
    transfer: transferOf(row),
  }));
}

/**
 * Every transfer that an address sent or received in blocks from..to, in ledger order, page by page; one to itself once.
 */
export async function* streamTransfersOf(
  db: Executor,
  chainId: number,
  address: Address,
  from: number,
  to: number,
): AsyncGenerator<Transfer[]> {
  const key = bytesOf(address);
  let after = { blockNumber: from, logIndex: -1 };
  for (;;) {
    const side = (column: "sender" | "recipient") =>
      db
        .selectFrom("transfer")
        .selectAll()
        .where("chain_id", "=", chainId)
        .where(column, "=", key)
        .where("block_number", ">=", after.blockNumber)
        .where("block_number", "<=", to)
        .where(sql<boolean>`(block_number, log_index) > (${after.blockNumber}, ${after.logIndex})`)
        .orderBy("block_number")
        .orderBy("log_index")
        .limit(TRANSFERS_PER_PAGE);
    const sent = await side("sender").execute();
    const received = await side("recipient").where("sender", "<>", key).execute();
    const page = [...sent, ...received]
      .map(transferOf)
      .sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex)
      .slice(0, TRANSFERS_PER_PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last;
  }
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
