import { createHash } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { insertEntries } from "./entry-row.ts";
import { shareVersion } from "./shared-version.ts";
import { byteaArray } from "./sql-array.ts";

const ANALYZE_ROWS_MIN = 10_000;

export interface CurrentVersion {
  seq: number;
  digest: Buffer;
}

export interface NewVersion {
  listId: string;
  /** The version that it follows; 0 where there is none. */
  base: number;
  added: ReadonlyArray<readonly [Hash, Entry]>;
  removed: readonly Hash[];
  source: string;
  /** What asked for it; absent of an import. */
  proposalId?: string;
}

export async function findCurrentVersion(tx: Executor, listId: string): Promise<CurrentVersion | undefined> {
  return tx
    .selectFrom("list_version")
    .select(["seq", "digest"])
    .where("list_id", "=", listId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** SHA-256 over the entries' ids in order: the same content has the same digest, however the list was arranged. */
export function versionDigest(sortedIds: readonly Hash[]): Buffer {
  const hash = createHash("sha256");
  for (const id of sortedIds) hash.update(bytesOf(id));
  return hash.digest();
}

/** One version more. Call it while holding the list's row: who reads sees the version before or this one. */
export async function insertVersion(
  tx: Executor,
  { listId, base, added, removed, source, proposalId }: NewVersion,
): Promise<number> {
  const seq = base + 1;
  await sql`
    update list_entry set ended_seq = ${seq}
    where list_id = ${listId} and ended_seq is null and entry_id = any(${byteaArray(removed)}::bytea[])`.execute(tx);
  // In the order of the key: the rows then lie as they are read.
  const rows = [...added].sort(([a], [b]) => (a < b ? -1 : 1));
  await insertEntries(tx, listId, seq, rows);
  // The same recipe as `versionDigest`. The time is taken now, behind the lock: versions are in order of time, too. It is
  // kept to the millisecond, as people are shown it and ask by it.
  await sql`
    insert into list_version (list_id, seq, digest, entry_count, source, created_at, proposal_id)
    select ${listId}, ${seq}::integer, sha256(coalesce(string_agg(entry_id, ''::bytea order by entry_id), '')), count(*),
      ${source}, date_trunc('milliseconds', clock_timestamp()), ${proposalId ?? null}::uuid
    from list_entry where list_id = ${listId} and ended_seq is null`.execute(tx);
  await shareVersion(tx, listId, seq);
  // Without fresh statistics every page of a long new list is read by sorting the whole table.
  if (added.length >= ANALYZE_ROWS_MIN) await sql`analyze list_entry, shared_entry`.execute(tx);
  return seq;
}
