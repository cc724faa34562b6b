import type { Generated } from "kysely";

/** What is imported beside lists and rates. */
export interface ContextTables {
  border_list_version: VersionTable;
  border_note: VersionedRowTable;
  enrichment_list_version: VersionTable;
  enrichment_row: VersionedRowTable;
}

interface VersionTable {
  list_id: string;
  seq: number;
  row_count: number;
  source: string;
  created_at: Generated<Date>;
}

interface VersionedRowTable {
  list_id: string;
  first_seq: number;
  key: string;
  content: unknown;
  ended_seq: number | null;
}
