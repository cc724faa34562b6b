import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { gateFailureText } from "@redflag/domain/list-gate";
import type { Executor } from "@redflag/store/database";
import { type HeldVersion, listHeldVersions } from "@redflag/store/list-gate";
import { listListSources } from "@redflag/store/list-source";
import { findList, listLists } from "@redflag/store/watchlist";

/** Lists without a version, too, while one is held back or their publisher has not been reached. */
export async function listWatchlistBodies(db: Executor): Promise<Watchlist[]> {
  const lists = new Map<string, Watchlist>();
  for (const { id, title, authority, url, seq, entryCount, source, importedAt } of await listLists(db)) {
    const at = new Date(importedAt * 1000).toISOString();
    const words = { id, title, authority, ...(url !== undefined && { url }) };
    lists.set(id, { ...words, version: seq, entries: entryCount, source, at });
  }
  for (const { list } of await listListSources(db)) if (!lists.has(list.id)) lists.set(list.id, list);
  for (const held of await listHeldVersions(db)) {
    const list = lists.get(held.list) ?? (await findList(db, held.list));
    if (list !== undefined) lists.set(held.list, { ...list, held: heldBody(held) });
  }
  return [...lists.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function heldBody(held: HeldVersion): NonNullable<Watchlist["held"]> {
  const { id, baseVersion, digest, entryCount, added, removed, source, failures, createdAt } = held;
  return {
    id,
    baseVersion,
    digest,
    entries: entryCount,
    added,
    removed,
    source,
    failures: failures.map((failure) => ({ ...failure, text: gateFailureText(failure) })),
    at: createdAt.toISOString(),
  };
}
