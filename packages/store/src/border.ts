import { type BorderNote, borderNoteKey, type ListedBorderNote } from "@redflag/domain/border-table";
import type { Database, Executor } from "./database.ts";
import {
  changeRows,
  type ImportedRows,
  listRowLists,
  listRowsAt,
  listRowVersions,
  type RowListSummary,
  type RowsChange,
  type RowTables,
} from "./versioned-rows.ts";

/** As many rows as the memory of a small machine takes many times over. Ours [E]. */
const ROWS_MAX = 10_000;

const TABLES: RowTables = { versions: "border_list_version", rows: "border_note", rowsMax: ROWS_MAX };

/**
 * Makes these notes all that the list says, as a new version if anything differs.
 * @param notes in any order, at most one about the same
 */
export async function importBorders(
  db: Database,
  listId: string,
  notes: readonly BorderNote[],
  change: RowsChange,
): Promise<ImportedRows> {
  const rows = notes.map((note) => ({ key: borderNoteKey(note), content: { ...note } }));
  return changeRows(db, TABLES, listId, () => rows, { action: "borders.import", ...change });
}

export async function listBorderVersions(db: Executor): Promise<Record<string, number>> {
  return listRowVersions(db, TABLES);
}

/** @param versions list id → version */
export async function listBordersAt(
  db: Executor,
  versions: Readonly<Record<string, number>>,
): Promise<ListedBorderNote[]> {
  const rows = await listRowsAt(db, TABLES, versions);
  // Written by `importBorders` alone.
  return rows.map(({ listId: list, seq: listVersion, content }) => ({ ...(content as BorderNote), list, listVersion }));
}

export async function listBorderLists(db: Executor): Promise<RowListSummary[]> {
  return listRowLists(db, TABLES);
}
