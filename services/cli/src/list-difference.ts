import { formatAddress } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { formatSubject, isAccount } from "@redflag/domain/entry-subject";
import type { Database } from "@redflag/store/database";
import { listListVersions, readListedAt } from "@redflag/store/watchlist";
import { designationText } from "./list-text.ts";

export interface ListDifference {
  id: string;
  /** The version that it is held against; 0 where there is none yet. */
  seq: number;
  added: Entry[];
  removed: Entry[];
  unchanged: number;
}

/** What an import of these entries would change, changing nothing. */
export async function compareWithCurrent(db: Database, id: string, entries: readonly Entry[]): Promise<ListDifference> {
  const wanted = new Map(entries.map((entry) => [entryId(entry), entry]));
  const seq = (await listListVersions(db.kysely))[id] ?? 0;
  const removed: Entry[] = [];
  let unchanged = 0;
  if (seq > 0) {
    for await (const { list: _, listVersion, entryId: held, ...entry } of readListedAt(db.kysely, { [id]: seq })) {
      if (wanted.delete(held as `0x${string}`)) unchanged++;
      else removed.push(entry);
    }
  }
  return { id, seq, added: [...wanted.values()], removed, unchanged };
}

/** "+ 0x…  SEVERE sanctions, by OFAC" */
export function changeText(sign: "+" | "-", entry: Entry): string {
  return `${sign} ${formatSubject(entry)}  ${designationText(entry)}`;
}

/** For machines: an address as its chain writes it. */
export function shownEntry(entry: Entry): Omit<Entry, "address"> & { address?: string } {
  return isAccount(entry) ? entry : { ...entry, address: formatAddress(entry.address, entry.family) };
}
