import type { Address } from "@redflag/domain/address";
import type { WatchEpoch } from "@redflag/domain/watch-epoch";
import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { WatchEpochTable } from "./schema-watches.ts";

/**
 * Ascending by seq, as `watchEpochAt` wants them.
 * @param block leaves out what was no longer in force at this block, nor is above: few are left, however many there were
 */
export async function listWatchEpochs(db: Executor, chainId: number, block = -1): Promise<WatchEpoch[]> {
  const { rows } = await sql<Selectable<WatchEpochTable>>`
    select seq, from_block, watch_seq, rule_version from watch_epoch
    where chain_id = ${chainId} and seq >= coalesce(
      (select max(seq) from watch_epoch where chain_id = ${chainId} and from_block <= ${block}), 0)
    order by seq`.execute(db);
  return rows.map((row) => ({
    seq: row.seq,
    fromBlock: row.from_block,
    watchSeq: row.watch_seq,
    ruleVersion: row.rule_version,
  }));
}

/** Append-only. The lane's row is locked, so no other writes the next number. */
export async function insertWatchEpoch(tx: Executor, chainId: number, epoch: WatchEpoch): Promise<void> {
  await tx
    .insertInto("watch_epoch")
    .values({
      chain_id: chainId,
      seq: epoch.seq,
      from_block: epoch.fromBlock,
      watch_seq: epoch.watchSeq,
      rule_version: epoch.ruleVersion,
    })
    .execute();
}

/** How far back a lane looked for a watch. */
export interface WatchPast {
  watchId: string;
  fromBlock: number;
  /** It paid and was paid more often before. */
  isCut: boolean;
}

/** @returns false where the lane had looked back for the watch already: that stands */
export async function insertWatchPast(
  tx: Executor,
  chainId: number,
  { watchId, fromBlock, isCut }: WatchPast,
): Promise<boolean> {
  const row = await tx
    .insertInto("watch_past")
    .values({ chain_id: chainId, watch_id: watchId, from_block: fromBlock, is_cut: isCut })
    .onConflict((conflict) => conflict.doNothing())
    .returning("watch_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function listWatchPasts(db: Executor, chainId: number): Promise<WatchPast[]> {
  const rows = await db
    .selectFrom("watch_past")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy("watch_id")
    .execute();
  return rows.map((row) => ({ watchId: row.watch_id, fromBlock: row.from_block, isCut: row.is_cut }));
}

/**
 * The first block from which on an address has at most so many transfers of from..to, and whether there are others before:
 * by two reads of an index, however many it has.
 */
export async function findPastWithin(
  db: Executor,
  chainId: number,
  address: Address,
  { from, to }: BlockSpan,
  transfersMax: number,
): Promise<{ fromBlock: number; isCut: boolean }> {
  const newest = (side: "sender" | "recipient") =>
    db
      .selectFrom("transfer")
      .select("block_number")
      .where("chain_id", "=", chainId)
      .where(side, "=", bytesOf(address))
      .where("block_number", ">=", from)
      .where("block_number", "<=", to)
      .orderBy("block_number", "desc")
      .limit(transfersMax + 1);
  const received = newest("recipient").where("sender", "<>", bytesOf(address));
  const { rows } = await sql<{ block: number }>`
    select block_number as block from (
      (${newest("sender")}) union all (${received})
    ) as side order by 1 desc offset ${transfersMax} limit 1`.execute(db);
  const [first] = rows;
  return first === undefined ? { fromBlock: from, isCut: false } : { fromBlock: first.block + 1, isCut: true };
}
