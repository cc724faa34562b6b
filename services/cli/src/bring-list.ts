import { Problem } from "@redflag/domain/problem";
import type { ListFolder } from "@redflag/lists/read-list-folder";
import type { Database } from "@redflag/store/database";
import { deleteListSource, findListSource, upsertListSource } from "@redflag/store/list-source";
import { inTransaction } from "@redflag/store/transaction";
import { type ImportedVersion, importListVersionWithin, upsertListLocked } from "@redflag/store/watchlist";
import { toImport } from "./folder-import.ts";

export interface BroughtList {
  id: string;
  /** Absent where the folder has no entries, or older ones than the list's publisher. */
  version?: ImportedVersion;
  /** The list is fetched from its publisher. */
  isFetched: boolean;
}

/**
 * Makes a folder the list: its words, its entries, and where it is fetched from. Entries of a list that is fetched are where
 * it begins: once its publisher's are there, they stay. One transaction.
 * @throws Problem `list_gate_failed`: the version before stays live, the rest was brought
 */
export async function bringList(db: Database, folder: ListFolder, source: string): Promise<BroughtList> {
  const { definition } = folder;
  const { id, defaults } = definition;
  const version = await inTransaction(db, async (tx) => {
    const listImport = toImport(folder, source);
    await upsertListLocked(tx, listImport.list);
    if (definition.source === undefined) await deleteListSource(tx, id);
    else await upsertListSource(tx, id, { ...definition.source, defaults: { ...defaults } });
    const known = await findListSource(tx, id);
    const isLeft = known?.succeededAt !== undefined;
    if (folder.entries === undefined || isLeft) return undefined;
    return importListVersionWithin(tx, listImport);
  });
  if (version instanceof Problem) throw version;
  return { id, isFetched: definition.source !== undefined, ...(version !== undefined && { version }) };
}
