import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { EntryCategory, Severity, Sharing } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { collectImport } from "@redflag/lists/collect-import";
import type { EntryDefaults } from "@redflag/lists/entry-row";
import { fileFaultText } from "@redflag/lists/file-fault";
import type { ImportAccount } from "@redflag/lists/import-account";
import type { Importer } from "@redflag/lists/importer";
import { parseEntriesCsv } from "@redflag/lists/parse-entries-csv";
import type { Database } from "@redflag/store/database";
import { type ListImport, listLists } from "@redflag/store/watchlist";
import { readFolderImport } from "./folder-import.ts";
import { openSources } from "./import-sources.ts";

/** What the command line says of a list; without a default, since a format may suggest one. */
export interface ListWords {
  list?: string;
  title?: string;
  authority?: string;
  category?: EntryCategory;
  severity?: Severity;
  confidence?: number;
  sharing: Sharing;
}

const OWN_DEFAULTS = { severity: "HIGH", confidence: 100 } as const;

/** A list as a file or a folder has it, read to its end and not imported yet. */
export type ReadList = Omit<ListImport, "account"> & { account?: ImportAccount };

/**
 * Reads a folder (with list.yaml) or a CSV file.
 * @param given the options that the user wrote, as `--list`: a folder takes none, and none may be dropped in silence
 * @throws Problem `list_unreadable`, `list_undescribed`, `list_row_invalid`
 */
export async function readOwnList(
  db: Database,
  path: string,
  words: ListWords,
  given: readonly string[],
): Promise<ReadList> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem("list_unreadable", `${path}: ${fileFaultText(cause)}`, { cause });
  });
  const source = `imported from ${basename(path)}`;
  if (found.isDirectory()) {
    const [option] = given;
    if (option !== undefined) {
      throw new Problem("list_undescribed", `${path} is a folder, and its list.yaml says what ${option} would`);
    }
    return readFolderImport(path, source);
  }
  const { list, defaults } = await describeList(db, words);
  const { entries } = await parseEntriesCsv(createReadStream(path), defaults);
  return { list, entries, source };
}

/**
 * Reads files in a publisher's format, or another of one's own.
 * @throws Problem `list_unreadable`, `list_undescribed`, `list_row_invalid`, naming the files
 */
export async function readImported(
  db: Database,
  importer: Importer,
  paths: readonly string[],
  words: ListWords,
): Promise<ReadList> {
  if (paths.length > importer.parts.length) {
    const takes = `${importer.id} takes ${importer.parts.join(" and ")}`;
    throw new Problem("list_undescribed", `${takes}, and ${paths.length} files are given`);
  }
  const { list, defaults } = await describeList(db, words, importer);
  const { sources, name, stop } = await openSources(paths);
  try {
    const { entries, account } = await collectImport(importer, sources, defaults);
    return { list, entries, account, source: `imported from ${name} (${importer.id})` };
  } catch (cause) {
    if (cause instanceof Problem) throw new Problem(cause.code, `${name}: ${cause.detail}`, { cause });
    const fault = fileFaultText(cause);
    if (fault === undefined) throw cause;
    throw new Problem("list_unreadable", `${name}: ${fault}`, { cause });
  } finally {
    stop();
  }
}

/** A list that is there keeps its title and authority unless told otherwise; a format suggests what nobody says. */
async function describeList(
  db: Database,
  { list: id, sharing, ...words }: ListWords,
  importer?: Importer,
): Promise<{ list: ListImport["list"]; defaults: EntryDefaults }> {
  if (id === undefined) throw missing("--list", "the list's id");
  const known = (await listLists(db.kysely)).find((list) => list.id === id);
  const suggests = importer?.suggests ?? {};
  const title = words.title ?? known?.title ?? (suggests.authority === undefined ? undefined : importer?.title);
  const authority = words.authority ?? known?.authority ?? suggests.authority;
  if (title === undefined) throw missing("--title", "the new list's name");
  if (authority === undefined) throw missing("--authority", "who designates its entries");
  const category = words.category ?? suggests.category;
  if (category === undefined) throw missing("--category", "what an address on it stands for, such as sanctions");
  const severity = words.severity ?? suggests.severity ?? OWN_DEFAULTS.severity;
  const confidence = words.confidence ?? suggests.confidence ?? OWN_DEFAULTS.confidence;
  return {
    list: { id, title, authority, ...(known?.url !== undefined && { url: known.url }) },
    defaults: { category, severity, confidence, sharing, authority },
  };
}

function missing(option: string, what: string): Problem {
  return new Problem("list_undescribed", `${option} is missing: ${what}`);
}
