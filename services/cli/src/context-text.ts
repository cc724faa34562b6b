import type { ImportedRows, RowListSummary } from "@redflag/store/versioned-rows";
import { countOf, grouped } from "./count-text.ts";

/** What an import or a deletion did, or would do. */
export function importedLines(id: string, { seq, added, removed, unchanged, isNew }: ImportedRows, isDryRun: boolean) {
  if (!isNew) return [`${id}: nothing differs from version ${seq}`];
  const counts = `${grouped(added)} added, ${grouped(removed)} removed, ${grouped(unchanged)} kept`;
  return isDryRun
    ? [`${id}: would be version ${seq} with ${counts}; nothing was changed`]
    : [`${id}: version ${seq} with ${counts}`, "It holds for blocks that are screened from now on."];
}

/** "fatf  version 2, 25 rows\n  shipped with Redflag, 2026-01-05T12:00:00.000Z" */
export function rowListText({ id, seq, rowCount, source, importedAt }: RowListSummary): string {
  return `${id}  version ${seq}, ${countOf(rowCount, "row")}\n  ${source}, ${new Date(importedAt * 1000).toISOString()}`;
}
