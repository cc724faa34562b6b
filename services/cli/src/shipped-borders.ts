import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseBordersCsv } from "@redflag/lists/parse-borders-csv";
import { importBorders, listBorderLists } from "@redflag/store/border";
import type { Database } from "@redflag/store/database";
import type { ImportedRows } from "@redflag/store/versioned-rows";
import { readContextFile } from "./context-file.ts";
import { operator } from "./operator.ts";
import { BORDERS_DIR } from "./project-paths.ts";

/** Marks a version as ours: a list that somebody imported since is theirs, and is left alone. */
const SOURCE = "shipped with Redflag";

/**
 * Brings the notes of `borders/` into the database; unchanged content makes no new version.
 * @throws Problem `context_list_unreadable`, `context_row_invalid`
 */
export async function importShippedBorders(db: Database): Promise<Array<ImportedRows & { id: string }>> {
  const held = new Map((await listBorderLists(db.kysely)).map(({ id, source }) => [id, source]));
  const reports: Array<ImportedRows & { id: string }> = [];
  for (const file of (await readdir(BORDERS_DIR)).filter((name) => name.endsWith(".csv")).sort()) {
    const id = basename(file, ".csv");
    if ((held.get(id) ?? SOURCE) !== SOURCE) continue;
    const notes = await readContextFile(join(BORDERS_DIR, file), parseBordersCsv);
    reports.push({
      id,
      ...(await importBorders(db, id, notes, { source: SOURCE, by: { actor: operator(), at: new Date() } })),
    });
  }
  return reports;
}
