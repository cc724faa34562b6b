import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { EntryCategory, Severity, Sharing } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";
import { parseEntriesCsv } from "@redflag/lists/parse-entries-csv";
import type { Database } from "@redflag/store/database";
import { importListVersion, listLists } from "@redflag/store/watchlist";
import { importListFolder, type ListImportReport } from "./shipped-lists.ts";

export interface CsvDefaults {
  list?: string;
  title?: string;
  authority?: string;
  category?: EntryCategory;
  severity: Severity;
  confidence: number;
  sharing: Sharing;
}

/**
 * Makes a folder (with list.yaml) or a CSV file the content of a list, as a new version unless nothing differs.
 * @param given the options that the user wrote, as `--list`: a folder takes none, and none may be dropped in silence
 * @throws Problem `list_unreadable`, `list_undescribed`, `list_row_invalid`; nothing was imported
 */
export async function importList(
  db: Database,
  path: string,
  defaults: CsvDefaults,
  given: readonly string[],
): Promise<ListImportReport> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem("list_unreadable", `${path}: ${fileFaultText(cause)}`, { cause });
  });
  const source = `imported from ${basename(path)}`;
  if (found.isDirectory()) {
    const [option] = given;
    if (option === undefined) return importListFolder(db, path, source);
    throw new Problem("list_undescribed", `${path} is a folder, and its list.yaml says what ${option} would`);
  }

  const list = await describeList(db, defaults);
  const { severity, confidence, sharing, category } = defaults;
  if (category === undefined) throw missing("--category", "what an address on it stands for, such as sanctions");
  const own = { category, severity, confidence, sharing, authority: list.authority };
  const { entries } = await parseEntriesCsv(createReadStream(path), own);
  const version = await importListVersion(db, { list, entries, source });
  return { id: list.id, entryCount: version.added + version.unchanged, ...version };
}

/** A list that is there keeps its title and authority unless told otherwise. */
async function describeList(db: Database, { list: id, title, authority }: CsvDefaults) {
  if (id === undefined) throw missing("--list", "the list's id");
  const known = (await listLists(db.kysely)).find((list) => list.id === id);
  const words = { title: title ?? known?.title, authority: authority ?? known?.authority };
  if (words.title === undefined) throw missing("--title", "the new list's name");
  if (words.authority === undefined) throw missing("--authority", "who designates its entries");
  return { id, title: words.title, authority: words.authority, ...(known?.url !== undefined && { url: known.url }) };
}

function missing(option: string, what: string): Problem {
  return new Problem("list_undescribed", `${option} is missing: ${what}`);
}
