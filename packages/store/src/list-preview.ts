import type { Entry } from "@redflag/domain/entry";
import { subjectKey } from "@redflag/domain/entry-subject";
import { anyBytes } from "./any-of.ts";
import type { Database, Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";
import { inTransaction, takingBack } from "./transaction.ts";
import { type ImportOutcome, importListVersionWithin, type ListImport } from "./watchlist.ts";

/** What an import would do. Its version need not be the one that comes: others may be faster. */
export interface ListPreview extends Omit<ImportOutcome, "added" | "removed"> {
  /** By address, as far as they were asked for. */
  added: Entry[];
  removed: Entry[];
}

/**
 * Imports, looks at what came of it, and takes it back: whatever an import heeds, standing decisions and gates too, is heeded.
 * @param shownMax entries of each side; all of them unless told
 */
export function previewListVersion(
  db: Database,
  listImport: ListImport,
  { shownMax }: { shownMax?: number } = {},
): Promise<ListPreview> {
  return inTransaction(db, async (tx) => {
    const outcome = await takingBack(tx, () => importListVersionWithin(tx, listImport));
    const added = outcome.added.map(([, entry]) => entry).sort((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1));
    return {
      ...outcome,
      added: added.slice(0, shownMax),
      removed: await listRemoved(tx, listImport, outcome, shownMax),
    };
  });
}

async function listRemoved(
  tx: Executor,
  { list }: ListImport,
  { removed, version }: ImportOutcome,
  shownMax: number | undefined,
): Promise<Entry[]> {
  if (removed.length === 0) return [];
  const query = tx
    .selectFrom("list_entry")
    .selectAll()
    .where("list_id", "=", list.id)
    .where("ended_seq", "is", null)
    .where("entry_id", "=", anyBytes(removed))
    .orderBy("address")
    .orderBy("entry_id");
  const rows = await (shownMax === undefined ? query : query.limit(shownMax)).execute();
  return rows.map((row) => listedOf(row, version.seq));
}
