import type { Entry } from "@redflag/domain/entry";
import { subjectKey } from "@redflag/domain/entry-subject";
import type { Hash } from "@redflag/domain/hex";
import {
  findGateFailures,
  type GateFailure,
  gateFailureText,
  isAttributed,
  type ListGates,
} from "@redflag/domain/list-gate";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { subjectOfRow } from "./entry-row.ts";
import { byteaArray } from "./sql-array.ts";
import { joinParts, partsOf } from "./version-parts.ts";

/** How a version that would come differs from the one that is there. */
export interface VersionDifference {
  listId: string;
  base: number;
  wanted: ReadonlyMap<Hash, Entry>;
  added: ReadonlyArray<readonly [Hash, Entry]>;
  removed: readonly Hash[];
}

/** A version that a gate held back. */
export interface HeldVersion {
  id: string;
  list: string;
  /** The version that stays live; 0 where there is none. */
  baseVersion: number;
  /** Of the content, as a version's. */
  digest: Hash;
  entryCount: number;
  added: number;
  removed: number;
  source: string;
  failures: GateFailure[];
  createdAt: Date;
}

/** None of a list that is not there yet. */
export async function getListGates(tx: Executor, listId: string): Promise<ListGates> {
  const row = await tx.selectFrom("list").select("gates").where("id", "=", listId).executeTakeFirst();
  return (row?.gates ?? {}) as ListGates;
}

/** For whoever brought the version that did not pass. */
export function gateProblem(listId: string, failures: readonly GateFailure[]): Problem {
  return new Problem("list_gate_failed", `list ${listId}: ${failures.map(gateFailureText).join("; ")}`);
}

/** The gates of the list that its new content does not pass. */
export async function judgeVersion(
  tx: Executor,
  gates: ListGates,
  { listId, wanted, removed }: VersionDifference,
): Promise<GateFailure[]> {
  const left =
    gates.removedPercentMax === undefined ? NONE_LEFT : await countAddressesLeft(tx, listId, wanted, removed);
  let attributedCount = 0;
  for (const entry of wanted.values()) if (isAttributed(entry)) attributedCount++;
  return findGateFailures(gates, { entryCount: wanted.size, attributedCount, ...left });
}

const NONE_LEFT = { addressCountBefore: 0, addressCountRemoved: 0 };

/** By subject: an entry that comes back in other words has not left. */
async function countAddressesLeft(
  tx: Executor,
  listId: string,
  wanted: ReadonlyMap<Hash, Entry>,
  removed: readonly Hash[],
): Promise<typeof NONE_LEFT> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct (family, address, venue, account))::int as count from list_entry
    where list_id = ${listId} and ended_seq is null`.execute(tx);
  const gone = await sql<Parameters<typeof subjectOfRow>[0]>`
    select distinct family, address, venue, account from list_entry
    where list_id = ${listId} and ended_seq is null and entry_id = any(${byteaArray(removed)}::bytea[])`.execute(tx);
  const stay = new Set<string>();
  for (const entry of wanted.values()) stay.add(subjectKey(entry));
  const addressCountRemoved = gone.rows.filter((row) => !stay.has(subjectKey(subjectOfRow(row)))).length;
  return { addressCountBefore: rows[0]?.count ?? 0, addressCountRemoved };
}

/**
 * Keeps what was held back, to be shown and perhaps accepted; the same once more is the same task.
 * @returns whether it is another than the one that waited already
 */
export async function holdVersion(
  tx: Executor,
  difference: VersionDifference,
  { digest, source, failures }: { digest: Buffer; source: string; failures: readonly GateFailure[] },
): Promise<boolean> {
  const { listId, base, wanted, added, removed } = difference;
  const open = await tx
    .selectFrom("list_held_version")
    .select(["digest", "base_seq"])
    .where("list_id", "=", listId)
    .where("cleared_at", "is", null)
    .executeTakeFirst();
  if (open?.digest.equals(digest) && open.base_seq === base) return false;
  await clearHeldVersions(tx, listId, "replaced");
  const { id } = await tx
    .insertInto("list_held_version")
    .values({
      list_id: listId,
      base_seq: base,
      digest,
      entry_count: wanted.size,
      added_count: added.length,
      removed_count: removed.length,
      source,
      failures: JSON.stringify(failures),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const part of partsOf(added, removed)) {
    await sql`
      insert into list_held_part (held_id, ordinal, added, removed)
      values (${id}, ${part.ordinal}, ${part.added}::jsonb, ${byteaArray(part.removed)}::bytea[])`.execute(tx);
  }
  return true;
}

export async function clearHeldVersions(
  tx: Executor,
  listId: string,
  by: "version" | "accepted" | "replaced",
): Promise<void> {
  const rows = await tx
    .updateTable("list_held_version")
    .set({ cleared_at: sql<Date>`clock_timestamp()`, cleared_by: by })
    .where("list_id", "=", listId)
    .where("cleared_at", "is", null)
    .returning("id")
    .execute();
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await tx.deleteFrom("list_held_part").where("held_id", "in", ids).execute();
}

/** What waits for an operator, by list: one for each at most. */
export async function listHeldVersions(db: Executor): Promise<HeldVersion[]> {
  const rows = await db
    .selectFrom("list_held_version")
    .selectAll()
    .where("cleared_at", "is", null)
    .orderBy("list_id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    list: row.list_id,
    baseVersion: row.base_seq,
    digest: hexOf(row.digest),
    entryCount: row.entry_count,
    added: row.added_count,
    removed: row.removed_count,
    source: row.source,
    failures: row.failures as GateFailure[],
    createdAt: row.created_at,
  }));
}

/** What a held version would change; undefined once it was cleared, or where it is another list's. */
export async function findHeldChange(
  db: Executor,
  listId: string,
  id: string,
): Promise<{ base: number; added: Entry[]; removed: Hash[] } | undefined> {
  const held = await db
    .selectFrom("list_held_version")
    .select("base_seq")
    .where("id", "=", id)
    .where("list_id", "=", listId)
    .where("cleared_at", "is", null)
    .executeTakeFirst();
  if (held === undefined) return undefined;
  const parts = await db
    .selectFrom("list_held_part")
    .select(["added", "removed"])
    .where("held_id", "=", id)
    .orderBy("ordinal")
    .execute();
  return { base: held.base_seq, ...joinParts(parts) };
}
