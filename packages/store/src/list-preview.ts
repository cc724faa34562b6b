import type { Entry } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import type { Database, Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";
import { inTransaction, takingBack } from "./transaction.ts";
import { type ImportedVersion, importListVersionWithin, type ListImport } from "./watchlist.ts";

/** What an import would do. */
export interface ListPreview {
  /** Its version need not be the one that comes: others may be faster. */
  version: ImportedVersion;
  /** As far as they were asked for. */
  added: Entry[];
  removed: Entry[];
}

/**
 * Imports, looks at the difference, and takes it back: whatever an import heeds, standing decisions and gates too, is heeded.
 * @param shownMax entries of each side; all of them unless told
 * @throws Problem `list_gate_failed`
 */
export async function previewListVersion(
  db: Database,
  listImport: ListImport,
  { shownMax }: { shownMax?: number } = {},
): Promise<ListPreview> {
  const preview = await inTransaction(db, (tx) => takingBack(tx, () => lookAhead(tx, listImport, shownMax)));
  if (preview instanceof Problem) throw preview;
  return preview;
}

async function lookAhead(
  tx: Executor,
  listImport: ListImport,
  shownMax: number | undefined,
): Promise<ListPreview | Problem> {
  const version = await importListVersionWithin(tx, listImport);
  if (version instanceof Problem) return version;
  if (!version.isNew) return { version, added: [], removed: [] };
  const side = async (column: "first_seq" | "ended_seq") => {
    const query = tx
      .selectFrom("list_entry")
      .selectAll()
      .where("list_id", "=", listImport.list.id)
      .where(column, "=", version.seq)
      .orderBy("address")
      .orderBy("entry_id");
    const rows = await (shownMax === undefined ? query : query.limit(shownMax)).execute();
    return rows.map((row) => listedOf(row, version.seq));
  };
  return { version, added: await side("first_seq"), removed: await side("ended_seq") };
}
