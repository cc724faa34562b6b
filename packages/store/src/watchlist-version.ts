import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { insertEntries } from "./entry-row.ts";
import { DIGEST_KIND, type DigestKind, updateDigest } from "./list-digest.ts";
import { shareVersion } from "./shared-version.ts";
import { byteaArray } from "./sql-array.ts";

const ANALYZE_ROWS_MIN = 10_000;

export interface CurrentVersion {
  seq: number;
  digest: Buffer;
  digestKind: DigestKind;
  entryCount: number;
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
  const row = await tx
    .selectFrom("list_version")
    .select(["seq", "digest", "digest_kind", "entry_count"])
    .where("list_id", "=", listId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { seq: row.seq, digest: row.digest, digestKind: row.digest_kind as DigestKind, entryCount: row.entry_count };
}

/** One version more. Call it while holding the list's row: who reads sees the version before or this one. */
export async function insertVersion(
  tx: Executor,
  { listId, base, added, removed, source, proposalId }: NewVersion,
): Promise<number> {
  const seq = base + 1;
  const before = await findCurrentVersion(tx, listId);
  const { numAffectedRows: ended = 0n } = await sql`
    update list_entry set ended_seq = ${seq}
    where list_id = ${listId} and ended_seq is null and entry_id = any(${byteaArray(removed)}::bytea[])`.execute(tx);
  // In the order of the key: the rows then lie as they are read.
  const rows = [...added].sort(([a], [b]) => (a < b ? -1 : 1));
  await insertEntries(tx, listId, seq, rows);
  const digest = await updateDigest(tx, listId, before?.digestKind, [...removed, ...rows.map(([id]) => id)]);
  const entryCount = (before?.entryCount ?? 0) + rows.length - Number(ended);
  // The time is taken now, behind the lock: versions are in order of time, too. It is kept to the millisecond, as people are
  // shown it and ask by it.
  await sql`
    insert into list_version (list_id, seq, digest, digest_kind, entry_count, source, created_at, proposal_id)
    values (${listId}, ${seq}, ${digest}, ${DIGEST_KIND}, ${entryCount}, ${source},
      date_trunc('milliseconds', clock_timestamp()), ${proposalId ?? null}::uuid)`.execute(tx);
  await shareVersion(tx, listId, seq);
  // Without fresh statistics every page of a long new list is read by sorting the whole table.
  if (added.length >= ANALYZE_ROWS_MIN) await sql`analyze list_entry, shared_entry`.execute(tx);
  return seq;
}
