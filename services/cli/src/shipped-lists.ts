import { basename } from "node:path";
import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { listFolders } from "@redflag/lists/list-folders";
import { readListFolder } from "@redflag/lists/read-list-folder";
import type { Config } from "@redflag/runtime/config";
import type { Database } from "@redflag/store/database";
import { type ImportedVersion, listLists } from "@redflag/store/watchlist";
import { type BroughtList, bringList } from "./bring-list.ts";
import { changingOperator } from "./operator.ts";
import { writeNote } from "./output.ts";
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
    try {
      const { version } = await importListFolder(db, folder, SOURCE);
      if (version !== undefined) reports.push({ id, entryCount: version.added + version.unchanged, ...version });
    } catch (error) {
      // The version before stays live, and `redflag doctor` shows the task: what is held back stops nothing else.
      if (!(error instanceof Problem && error.code === "list_gate_failed")) throw error;
      writeNote(error.message);
    }
  }
  return reports;
}

export function isForAnotherChain(listId: string, { chains }: Pick<Config, "chains">): boolean {
  return CHAINS.some((chain) => chain.name === listId) && !chains.has(listId);
}

/**
 * Makes a folder the list, as `bringList` does.
 * @throws Problem `list_unreadable`, `list_row_invalid`; nothing was brought. `list_gate_failed`: it was held back
 */
export async function importListFolder(db: Database, folder: string, source: string): Promise<BroughtList> {
  return bringList(db, await readListFolder(folder), { source, by: changingOperator("list.sync") });
}
