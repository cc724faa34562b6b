import type { Hash } from "@redflag/domain/hex";
import type { LookbackParameters } from "@redflag/domain/lookback";
import { type Selectable, sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { LookbackTable } from "./schema-lookback.ts";
import { secondsOf } from "./time.ts";

/** One version of a list for whose new entries a chain's past is looked at. */
export interface Lookback {
  chainId: number;
  listId: string;
  version: number;
  /** What of the list held before; 0 when nothing did. */
  heldVersion: number;
  /** The epoch that brought it into force. */
  epochSeq: number;
  from: number;
  to: number;
  params: LookbackParameters;
  /** Absent before the first entry. */
  afterEntry?: Hash;
  /** Absent until they have been counted. */
  entryCount?: number;
  doneCount: number;
  alertCount: number;
  boundCount: number;
  /** What the first bound cut off. */
  boundText?: string;
  /** Unix seconds. */
  createdAt: number;
  /** Unix seconds: when its first step began. */
  begunAt?: number;
  finishedAt?: number;
}

/** A lookback beside what it is because of and what it waits for. */
export interface LookbackStanding extends Lookback {
  /** Unix seconds: when the version was made. */
  addedAt: number;
  /** The chain's last final block that is screened; a lookback waits until all of its blocks are final. */
  finalPosition: number;
  isLaneStopped: boolean;
}

export interface WantedLookbacks {
  chainId: number;
  listId: string;
  /** Every version after `heldVersion` up to `version` comes into force. */
  heldVersion: number;
  version: number;
  epochSeq: number;
  from: number;
  to: number;
  params: LookbackParameters;
}

/**
 * Asks for a lookback for each version that comes into force. The caller holds the lane. A lane that a reorg set back asks
 * again, for less: what it screens anew it screens with these versions. @returns the versions, ascending
 */
export async function insertLookbacks(tx: Executor, wanted: WantedLookbacks): Promise<number[]> {
  const { chainId, listId, heldVersion, version, epochSeq, from, to, params } = wanted;
  const { rows } = await sql<{ version: number }>`
    insert into lookback (chain_id, list_id, version, held_version, epoch_seq, from_block, to_block, params)
    select ${chainId}, list_id, seq, ${heldVersion}, ${epochSeq}, ${from}, ${to}, ${JSON.stringify(params)}
    from list_version where list_id = ${listId} and seq > ${heldVersion} and seq <= ${version}
    on conflict (chain_id, list_id, version) do update set
      held_version = least(lookback.held_version, excluded.held_version),
      epoch_seq = excluded.epoch_seq,
      to_block = least(lookback.to_block, excluded.to_block)
    returning version`.execute(tx);
  return rows.map((row) => row.version).sort((a, b) => a - b);
}

/**
 * Lookbacks of a list that are not finished go on with a later epoch: an entry that the list holds no more is looked for no
 * more. How many are left is counted anew. The caller holds the lane, and a step that is under way finds the row changed.
 */
export async function moveLookbacks(
  tx: Executor,
  { chainId, listId, epochSeq }: Pick<WantedLookbacks, "chainId" | "listId" | "epochSeq">,
): Promise<void> {
  await tx
    .updateTable("lookback")
    .set({ epoch_seq: epochSeq, entry_count: null })
    .where("chain_id", "=", chainId)
    .where("list_id", "=", listId)
    .where("finished_at", "is", null)
    .execute();
}

/**
 * No lookback goes beyond a block above which the lane screens anew, with the lists of today; one that has nothing left to look
 * at was never asked for. The caller holds the lane.
 */
export async function shortenLookbacks(tx: Executor, chainId: number, to: number): Promise<void> {
  await tx.deleteFrom("lookback").where("chain_id", "=", chainId).where("from_block", ">", to).execute();
  await tx
    .updateTable("lookback")
    .set({ to_block: to })
    .where("chain_id", "=", chainId)
    .where("to_block", ">", to)
    .execute();
}

/** The oldest that is not finished and whose blocks are all at or below `finalPosition`. */
export async function findNextLookback(
  db: Executor,
  chainId: number,
  finalPosition: number,
): Promise<Lookback | undefined> {
  const row = await db
    .selectFrom("lookback")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("finished_at", "is", null)
    .where("to_block", "<=", finalPosition)
    .orderBy("created_at")
    .orderBy("list_id")
    .orderBy("version")
    .limit(1)
    .executeTakeFirst();
  return row && lookbackOf(row);
}

export async function findLookback(
  db: Executor,
  { chainId, listId, version }: Pick<Lookback, "chainId" | "listId" | "version">,
): Promise<Lookback | undefined> {
  const row = await db
    .selectFrom("lookback")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("list_id", "=", listId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row && lookbackOf(row);
}

/** Whether any was asked for on the chain, finished or not, but for versions that brought it nothing new. */
export async function hasLookbacks(db: Executor, chainId: number): Promise<boolean> {
  const row = await db
    .selectFrom("lookback")
    .select("version")
    .where("chain_id", "=", chainId)
    .where((eb) => eb.or([eb("entry_count", "is", null), eb("entry_count", ">", 0)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest first; of one list or one chain where told. */
export async function listLookbacks(
  db: Executor,
  limit: number,
  { listId, chainId }: Partial<Pick<Lookback, "listId" | "chainId">> = {},
): Promise<LookbackStanding[]> {
  const rows = await db
    .selectFrom("lookback")
    .innerJoin("list_version as v", (join) =>
      join.onRef("v.list_id", "=", "lookback.list_id").onRef("v.seq", "=", "lookback.version"),
    )
    .innerJoin("lane", "lane.chain_id", "lookback.chain_id")
    .selectAll("lookback")
    .select(["v.created_at as added_at", "lane.final_position", "lane.stopped_reason"])
    .$if(listId !== undefined, (query) => query.where("lookback.list_id", "=", listId ?? ""))
    .$if(chainId !== undefined, (query) => query.where("lookback.chain_id", "=", chainId ?? 0))
    .orderBy("lookback.created_at", "desc")
    .orderBy("lookback.chain_id")
    .orderBy("lookback.list_id")
    .orderBy("lookback.version", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...lookbackOf(row),
    addedAt: secondsOf(row.added_at),
    finalPosition: row.final_position,
    isLaneStopped: row.stopped_reason !== null,
  }));
}

/** Writes how far it has come. The caller holds the lane, so that nobody else changes the row. */
export async function updateLookback(tx: Executor, lookback: Lookback, isFinished: boolean): Promise<void> {
  await tx
    .updateTable("lookback")
    .set({
      from_block: lookback.from,
      after_entry: lookback.afterEntry === undefined ? null : bytesOf(lookback.afterEntry),
      entry_count: lookback.entryCount ?? null,
      done_count: lookback.doneCount,
      alert_count: lookback.alertCount,
      bound_count: lookback.boundCount,
      bound_text: lookback.boundText ?? null,
      begun_at: sql<Date>`coalesce(begun_at, now())`,
      finished_at: isFinished ? sql<Date>`now()` : null,
    })
    .where("chain_id", "=", lookback.chainId)
    .where("list_id", "=", lookback.listId)
    .where("version", "=", lookback.version)
    .execute();
}

/** One process at a time looks back on a chain. @returns false when another one does; held until the transaction ends */
export async function tryLookbackLock(tx: Executor, chainId: number): Promise<boolean> {
  const key = sql`hashtextextended(${`redflag:lookback:${chainId}`}, 0)`;
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${key}) as taken`.execute(tx);
  return rows[0]?.taken === true;
}

function lookbackOf(row: Selectable<LookbackTable>): Lookback {
  return {
    chainId: row.chain_id,
    listId: row.list_id,
    version: row.version,
    heldVersion: row.held_version,
    epochSeq: row.epoch_seq,
    from: row.from_block,
    to: row.to_block,
    params: row.params as LookbackParameters,
    ...(row.after_entry !== null && { afterEntry: hexOf(row.after_entry) }),
    ...(row.entry_count !== null && { entryCount: row.entry_count }),
    doneCount: row.done_count,
    alertCount: row.alert_count,
    boundCount: row.bound_count,
    ...(row.bound_text !== null && { boundText: row.bound_text }),
    createdAt: secondsOf(row.created_at),
    ...(row.begun_at !== null && { begunAt: secondsOf(row.begun_at) }),
    ...(row.finished_at !== null && { finishedAt: secondsOf(row.finished_at) }),
  };
}
