import type { ListFolder } from "@redflag/lists/read-list-folder";
import type { Database, Executor } from "@redflag/store/database";
import { type ListChanger, recordListDeed } from "@redflag/store/list-audit";
import { gateProblem } from "@redflag/store/list-gate";
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
export async function bringList(
  db: Database,
  folder: ListFolder,
  { source, by }: { source: string; by: ListChanger },
): Promise<BroughtList> {
  const { definition } = folder;
  const { id } = definition;
  const outcome = await inTransaction(db, async (tx) => {
    const listImport = toImport(folder, source);
    const words = await upsertListLocked(tx, listImport.list);
    const fetched = await describeSource(tx, definition);
    const known = await findListSource(tx, id);
    const isLeft = folder.entries === undefined || known?.succeededAt !== undefined;
    const outcome = isLeft ? undefined : await importListVersionWithin(tx, listImport);
    const came = { ...(outcome && { outcome }), ...(fetched && { fetched }) };
    await recordListDeed(tx, id, { source, words, ...came }, by);
    return outcome;
  });
  if (outcome?.heldBack !== undefined) throw gateProblem(id, outcome.heldBack.failures);
  return { id, isFetched: definition.source !== undefined, ...(outcome !== undefined && { version: outcome.version }) };
}

async function describeSource(
  tx: Executor,
  { id, source, defaults }: ListFolder["definition"],
): Promise<"said" | "ended" | undefined> {
  if (source === undefined) return (await deleteListSource(tx, id)) ? "ended" : undefined;
  return (await upsertListSource(tx, id, { ...source, defaults: { ...defaults } })) ? "said" : undefined;
}
