import { EVENT_JURISDICTIONS_MAX } from "@redflag/contract/event-fields";
import { type ListChangePayload, type ListedInEvent, listChangePayloads } from "@redflag/contract/list-change-payload";
import { formatAddress } from "@redflag/domain/address";
import { tellable } from "@redflag/domain/audience";
import { contentHash } from "@redflag/domain/content-hash";
import type { ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { tryAdvisoryLock } from "@redflag/store/advisory-lock";
import type { Database, Executor } from "@redflag/store/database";
import {
  findUntoldVersion,
  listFollowers,
  listSharedChange,
  type UntoldVersion,
  upsertListRelease,
} from "@redflag/store/list-release";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";

/**
 * Entries that the events of one change name at most [E]: some dozens of events. Beyond it the rest is counted, and whoever follows
 * the list has their addresses screened again.
 */
const CHANGED_ENTRIES_MAX = 1_000;

/**
 * Tells those who follow a list what its next outside version has changed: one transaction, by one process at a time. Killed
 * half-way it has done nothing. Of a version in which nothing that is shared changed there is none outside, and no event.
 * @returns whether more may wait
 */
export async function releaseListChanges(db: Database, countMax = CHANGED_ENTRIES_MAX): Promise<boolean> {
  return inTransaction(
    db,
    async (tx) => {
      // Whoever had it has committed: what is read from here on is behind that.
      if (!(await tryAdvisoryLock(tx, "release-lists"))) return false;
      const version = await findUntoldVersion(tx);
      if (version === undefined) return false;
      const followers = await listFollowers(tx, version.list);
      const events = followers.length === 0 ? [] : await eventsOf(tx, version, countMax);
      for (const subscriberId of followers) await insertReleasedEvents(tx, subscriberId, events);
      await upsertListRelease(tx, version);
      return true;
    },
    { attemptsMax: 3 },
  );
}

/** What was removed first: whoever keeps addresses by these then still has one whose entry was only edited. */
async function eventsOf(
  tx: Executor,
  version: UntoldVersion,
  countMax: number,
): Promise<Array<{ eventId: Hash; payload: ListChangePayload }>> {
  const payloads: ListChangePayload[] = [];
  for (const change of ["removed", "added"] as const) {
    const { entries, count } = await listSharedChange(tx, version, change, countMax);
    const told = tellable(
      "exchange",
      entries.map((entry) => ({ entry, grounds: [{ kind: "entry" as const, entry }] })),
    );
    payloads.push(
      ...listChangePayloads(
        {
          type: `watchlist.entry_${change}`,
          list: version.list,
          version: version.seq,
          moreEntries: count - entries.length,
        },
        told.map(({ entry }) => listedInEvent(entry)),
      ),
    );
  }
  return payloads.map((payload) => ({ eventId: listChangeId(payload), payload }));
}

function listChangeId({ type, list, version, part }: ListChangePayload): Hash {
  return contentHash("redflag/list-change-event/1", [type, list, version, part]);
}

/** Without whatever could name a person, and without what follows from the rest. */
function listedInEvent(entry: ListedEntry): ListedInEvent {
  const { programme, jurisdictions = [] } = entry;
  return {
    entry: entry.entryId,
    family: entry.family,
    address: formatAddress(entry.address, entry.family),
    category: entry.category,
    severity: entry.severity,
    authority: entry.authority,
    ...(programme !== undefined && { programme }),
    ...(jurisdictions.length > 0 &&
      jurisdictions.length <= EVENT_JURISDICTIONS_MAX && { jurisdictions: [...jurisdictions] }),
  };
}
