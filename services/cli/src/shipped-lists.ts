import { basename } from "node:path";
import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { listFolders } from "@redflag/lists/list-folders";
import { readListFolder } from "@redflag/lists/read-list-folder";
import type { Config } from "@redflag/runtime/config";
import type { Database } from "@redflag/store/database";
import { type ImportedVersion, listLists } from "@redflag/store/watchlist";
import { bringList } from "./bring-list.ts";
import { WATCHLISTS_DIR } from "./project-paths.ts";

/** Marks a version as ours: a list that somebody imported since is theirs, and is left alone. */
const SOURCE = "shipped with Redflag";

export interface ListImportReport extends ImportedVersion {
  id: string;
  entryCount: number;
}

/**
 * Brings the lists of `watchlists/` into the database; unchanged content makes no new version. A list named after a
 * chain (`demo`) is for that chain and comes only where it is configured.
 * @throws Problem `list_unreadable`, `list_row_invalid`
 */
export async function importShippedLists(db: Database, config: Config): Promise<ListImportReport[]> {
  const held = new Map((await listLists(db.kysely)).map((list) => [list.id, list.source]));
  const reports: ListImportReport[] = [];
  for (const folder of await listFolders(WATCHLISTS_DIR)) {
    const id = basename(folder);
    if (isForAnotherChain(id, config) || (held.get(id) ?? SOURCE) !== SOURCE) continue;
    const { version } = await bringList(db, await readListFolder(folder), SOURCE, { keepsFetched: true });
    if (version !== undefined) reports.push({ id, entryCount: version.added + version.unchanged, ...version });
  }
  return reports;
}

export function isForAnotherChain(listId: string, { chains }: Pick<Config, "chains">): boolean {
  return CHAINS.some((chain) => chain.name === listId) && !chains.has(listId);
}

/**
 * Makes a folder's entries the list's content, and its source, if it names one, where the list is fetched from.
 * @throws Problem `list_unreadable`, `list_row_invalid`; nothing was imported
 */
export async function importListFolder(db: Database, folder: string, source: string): Promise<ListImportReport> {
  const read = await readListFolder(folder);
  const { version, id } = await bringList(db, read, source, { keepsFetched: false });
  if (version !== undefined) return { id, entryCount: version.added + version.unchanged, ...version };
  throw new Problem(
    "list_undescribed",
    `${folder} has no entries.csv: \`redflag watchlist refresh ${id}\` fetches what its source has`,
  );
}
