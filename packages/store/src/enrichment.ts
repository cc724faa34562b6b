import type { ParsedAddress } from "@redflag/domain/address";
import { type EnrichmentRow, enrichmentKey, type SuppliedRow } from "@redflag/domain/enrichment";
import type { Database, Executor } from "./database.ts";
import {
  changeRows,
  type ImportedRows,
  type KeyedRow,
  listRowLists,
  listRowsAt,
  listRowVersions,
  type RowListSummary,
  type RowsChange,
  type RowTables,
} from "./versioned-rows.ts";

/** As many rows as the memory of a small machine takes many times over. Ours [E]. */
const ROWS_MAX = 200_000;

const TABLES: RowTables = { versions: "enrichment_list_version", rows: "enrichment_row", rowsMax: ROWS_MAX };

/**
 * Adds these rows to what a source says, each in the place of what it said of the same before; the rest stays.
 * @param change its source names no customer: it is in the audit
 */
export async function importEnrichment(
  db: Database,
  listId: string,
  rows: readonly EnrichmentRow[],
  change: RowsChange,
): Promise<ImportedRows> {
  const given = rows.map((row) => ({ key: enrichmentKey(row), content: { ...row } }));
  return changeRows(db, TABLES, listId, (held) => [...held.values(), ...given], {
    action: "enrichment.import",
    ...change,
  });
}

/**
 * Ends what a source says of an address, or all that it says. A version of its own: epochs before still hold what was screened
 * with, or nothing could be screened again.
 * @returns undefined where nobody of that id has said anything
 */
export async function endEnrichment(
  db: Database,
  listId: string,
  about: ParsedAddress | undefined,
  change: RowsChange,
): Promise<ImportedRows | undefined> {
  const lists = await listRowLists(db.kysely, TABLES);
  if (lists.every(({ id }) => id !== listId)) return undefined;
  const isKept = ({ content }: KeyedRow) => {
    const { address, family } = content as unknown as EnrichmentRow;
    return about !== undefined && (address !== about.address || family !== about.family);
  };
  return changeRows(db, TABLES, listId, (held) => [...held.values()].filter(isKept), {
    action: "enrichment.delete",
    ...change,
  });
}

export async function listEnrichmentVersions(db: Executor): Promise<Record<string, number>> {
  return listRowVersions(db, TABLES);
}

/** @param versions source → version */
export async function listEnrichmentAt(
  db: Executor,
  versions: Readonly<Record<string, number>>,
): Promise<SuppliedRow[]> {
  const rows = await listRowsAt(db, TABLES, versions);
  // Written by `importEnrichment` alone.
  return rows.map(({ listId: source, seq: version, content }) => ({ ...(content as EnrichmentRow), source, version }));
}

export async function listEnrichmentLists(db: Executor): Promise<RowListSummary[]> {
  return listRowLists(db, TABLES);
}
