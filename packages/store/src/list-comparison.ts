import type { Entry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import type { Hash } from "@redflag/domain/hex";
import { applyChange, type ListChange } from "@redflag/domain/list-change";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { versionDigest } from "./list-digest.ts";
import { listStandingChanges } from "./list-proposal-read.ts";
import { findCurrentVersion } from "./watchlist-version.ts";

/** What people decided of the list before, where it made the file's content another. */
export interface StandingEffect {
  proposalId: string;
  kind: ListChange["kind"];
  entryCount: number;
}

/** A file's content, after what people decided of the list before, beside the version that is there. */
export interface ListComparison {
  /** The version that is there; 0 where there is none. */
  base: number;
  /** Nothing differs. */
  isSame: boolean;
  wanted: ReadonlyMap<Hash, Entry>;
  /** Of what is wanted, sorted. */
  ids: readonly Hash[];
  standing: StandingEffect[];
  added: ReadonlyArray<readonly [Hash, Entry]>;
  removed: readonly Hash[];
}

/** Reads, and writes nothing. @param entries the same twice counts once */
export async function compareWithList(
  db: Executor,
  listId: string,
  entries: readonly Entry[],
): Promise<ListComparison> {
  const wanted = new Map<Hash, Entry>();
  for (const entry of entries) wanted.set(entryId(entry), entry);
  const standing: StandingEffect[] = [];
  for (const { proposalId, change } of await listStandingChanges(db, listId)) {
    const entryCount = applyChange(wanted, change);
    if (entryCount > 0) standing.push({ proposalId, kind: change.kind, entryCount });
  }
  const ids = [...wanted.keys()].sort();
  const current = await findCurrentVersion(db, listId);
  const common = { base: current?.seq ?? 0, wanted, ids, standing };
  if (current?.digest.equals(versionDigest(current.digestKind, ids))) {
    return { ...common, isSame: true, added: [], removed: [] };
  }
  const held = await listHeldIds(db, listId);
  const added = ids.filter((id) => !held.has(id)).map((id) => [id, wanted.get(id) as Entry] as const);
  return { ...common, isSame: false, added, removed: [...held].filter((id) => !wanted.has(id)) };
}

async function listHeldIds(tx: Executor, listId: string): Promise<Set<Hash>> {
  const rows = await tx
    .selectFrom("list_entry")
    .select("entry_id")
    .where("list_id", "=", listId)
    .where("ended_seq", "is", null)
    .execute();
  return new Set(rows.map((row) => hexOf(row.entry_id)));
}
