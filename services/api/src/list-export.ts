import { createHash } from "node:crypto";
import { EXPORT_PART_ENTRIES_MAX } from "@redflag/contract/http/routes/list-exports";
import { type Audience, sharingsExportedTo } from "@redflag/domain/audience";
import type { Listed, ListedEntry } from "@redflag/domain/entry";
import { isAccount } from "@redflag/domain/entry-subject";
import type { ExchangeFormat } from "@redflag/domain/exchange-format";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { EXPORTERS } from "@redflag/lists/exporter";
import type { Executor } from "@redflag/store/database";
import { listEntryPage } from "@redflag/store/entry-page";
import { findSharedEntries } from "@redflag/store/shared-entry-page";
import { findSharedVersionAt } from "@redflag/store/shared-version";
import { listVersionsOf } from "@redflag/store/watchlist-history";

/** Entries that are held beside those of the part. */
const PAGE_ENTRIES = 1_000;

export interface ExportedPart {
  document: string;
  sha256: string;
  entries: number;
}

/** Where a part ended: behind an entry of the newest first. */
export interface ExportPlace {
  firstVersion: number;
  entryId: Hash;
}

export interface ListExportQuery {
  list: string;
  version: number;
  audience: Audience;
  format: ExchangeFormat;
  after?: ExportPlace;
}

/**
 * The next part of a version of a list for those who may know it. It is filled with what they may know, wherever that stands: where
 * parts end follows from it alone, too. What is held at once is one part, whatever the list's size.
 */
export async function readListExport(
  db: Executor,
  { list, version, audience, format, after }: ListExportQuery,
): Promise<ExportedPart & { leftOut: number; next?: ExportPlace }> {
  const known = new Set(sharingsExportedTo(audience));
  const entries: ListedEntry[] = [];
  let leftOut = 0;
  let leftOutSince = 0;
  let next: ExportPlace | undefined;
  let place: ExportPlace | undefined = after;
  let last: ExportPlace | undefined;
  walk: do {
    const page = await listEntryPage(db, {
      ...{ list, version, filter: {}, time: 0, limit: PAGE_ENTRIES },
      ...(place !== undefined && { after: place }),
    });
    for (const { entry, firstVersion } of page.items) {
      if (!isKnown(entry, known)) {
        leftOutSince++;
        continue;
      }
      // One more than the part holds: without it this one is the last.
      if (entries.length === EXPORT_PART_ENTRIES_MAX) {
        next = last;
        break walk;
      }
      entries.push(entry);
      leftOut += leftOutSince;
      leftOutSince = 0;
      last = { firstVersion, entryId: entry.entryId as Hash };
    }
    place = page.next;
  } while (place !== undefined);
  const at = await versionTime(db, list, version, audience);
  const part = exportedPart(EXPORTERS[format]({ id: list, at, entries }), entries.length);
  return { ...part, leftOut: next === undefined ? leftOut + leftOutSince : leftOut, ...(next && { next }) };
}

/**
 * The same of what exchanges know now, as they read it themselves.
 * @param after the entry behind which the part begins, and the version of which the parts before were
 * @throws Problem `not_found` of a list that shares nothing, as of one that is not there; `cursor_foreign` where it has moved on
 */
export async function readSharedExport(
  db: Executor,
  { list, format, after }: { list: string; format: ExchangeFormat; after?: { version: number; entryId: Hash } },
): Promise<ExportedPart & { version: number; next?: Hash }> {
  const page = { limit: EXPORT_PART_ENTRIES_MAX + 1, ...(after && { after: after.entryId }) };
  const shared = await findSharedEntries(db, list, page);
  if (shared === undefined) throw new Problem("not_found", `no list of the id ${list} is shared with exchanges`);
  const { seq: version, createdAt: at } = shared;
  if (after !== undefined && after.version !== version) {
    throw new Problem("cursor_foreign", `the list has moved on to version ${version}: begin again`);
  }
  const entries = shared.entries.slice(0, EXPORT_PART_ENTRIES_MAX);
  const next = shared.entries.length > entries.length ? (entries.at(-1)?.entryId as Hash | undefined) : undefined;
  const part = exportedPart(EXPORTERS[format]({ id: list, at, entries }), entries.length);
  return { ...part, version, ...(next !== undefined && { next }) };
}

export function exportedPart(document: string, entries: number): ExportedPart {
  return { document, sha256: createHash("sha256").update(document).digest("hex"), entries };
}

/** Neither format has a place for an account at a venue. */
function isKnown(entry: Listed, known: ReadonlySet<Listed["sharing"]>): entry is ListedEntry {
  return !isAccount(entry) && known.has(entry.sharing);
}

/** When the version came that they know: a list's other versions are not told by its date either. */
async function versionTime(db: Executor, list: string, version: number, audience: Audience): Promise<Date> {
  if (audience === "exchange") return (await findSharedVersionAt(db, list, version))?.createdAt ?? new Date(0);
  const [own] = await listVersionsOf(db, list, { limit: 1, beforeSeq: version + 1 });
  return own?.createdAt ?? new Date(0);
}
