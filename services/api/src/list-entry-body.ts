import type { ListEntry, NewEntry, SubjectChange } from "@redflag/contract/http/list-entry";
import { type Effect, SHOWN_CHANGES_MAX } from "@redflag/contract/http/routes/list-proposals";
import type { Listing as ListingBody, ListVersion as VersionBody } from "@redflag/contract/http/routes/watchlists";
import { formatAddress } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { type EntrySubject, isAccount, subjectKey, subjectOf } from "@redflag/domain/entry-subject";
import { Problem } from "@redflag/domain/problem";
import { readEntryRow } from "@redflag/lists/entry-row";
import type { ChangePlan } from "@redflag/store/list-change-plan";
import { type Listing, type ListVersion, listingState, type SubjectDifference } from "@redflag/store/watchlist-history";
import type { z } from "zod";

/** Entries as the API shows and takes them. */

/** An address as its family writes it, or an account. */
function subjectBody(subject: EntrySubject): Pick<SubjectChange, "address" | "family" | "venue" | "account"> {
  if (isAccount(subject)) return { venue: subject.venue, account: subject.account };
  return { address: formatAddress(subject.address, subject.family), family: subject.family };
}

export function entryBody(id: string, entry: Entry): ListEntry {
  const { programme, reference, documentUrl, entity, jurisdictions, validFrom, validTo } = entry;
  return {
    id,
    ...subjectBody(entry),
    category: entry.category,
    severity: entry.severity,
    authority: entry.authority,
    confidence: entry.confidence,
    sharing: entry.sharing,
    ...(programme !== undefined && { programme }),
    ...(reference !== undefined && { reference }),
    ...(documentUrl !== undefined && { documentUrl }),
    ...(entity !== undefined && { entity }),
    ...(jurisdictions !== undefined && { jurisdictions: [...jurisdictions] }),
    ...(validFrom !== undefined && { validFrom: isoTime(validFrom) }),
    ...(validTo !== undefined && { validTo: isoTime(validTo) }),
  };
}

/**
 * The entry that somebody wants, held to what a row of a file is held to.
 * @throws Problem `entry_invalid`
 */
export function readNewEntry(body: z.output<typeof NewEntry>, authority: string): Entry {
  const { category, severity, confidence, sharing, jurisdictions, documentUrl, validFrom, validTo } = body;
  const { address, venue, account, programme, reference, entity } = body;
  const result = readEntryRow(
    {
      ...(address !== undefined && { address }),
      ...(venue !== undefined && { venue }),
      ...(account !== undefined && { account }),
      ...(programme !== undefined && { programme }),
      ...(reference !== undefined && { reference }),
      ...(entity !== undefined && { entity }),
      ...(body.authority !== undefined && { authority: body.authority }),
      ...(documentUrl !== undefined && { document_url: documentUrl }),
      ...(jurisdictions !== undefined && { jurisdictions: jurisdictions.join(";") }),
      ...(validFrom !== undefined && { valid_from: wholeSeconds(validFrom) }),
      ...(validTo !== undefined && { valid_to: wholeSeconds(validTo) }),
    },
    { category, severity, authority, confidence, sharing },
  );
  if ("reason" in result) throw new Problem("entry_invalid", `${address ?? account ?? "an entry"}: ${result.reason}`);
  return result.entry;
}

export function differenceBody({ subject, before, after }: SubjectDifference): SubjectChange {
  return {
    ...subjectBody(subject),
    before: before.map((entry) => entryBody(entry.entryId, entry)),
    after: after.map((entry) => entryBody(entry.entryId, entry)),
  };
}

/** By subject, so that an edit stands in one place with both of its sides. */
export function effectBody({ base, added, removed }: ChangePlan): Effect {
  const changes = new Map<string, SubjectChange>();
  const changeOf = (entry: Entry): SubjectChange => {
    const subject = subjectOf(entry);
    const key = subjectKey(subject);
    const change = changes.get(key) ?? { ...subjectBody(subject), before: [], after: [] };
    changes.set(key, change);
    return change;
  };
  for (const entry of removed) changeOf(entry).before.push(entryBody(entry.entryId, entry));
  for (const [id, entry] of added) changeOf(entry).after.push(entryBody(id, entry));
  const shown = [...changes].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, SHOWN_CHANGES_MAX);
  return {
    baseVersion: base,
    added: added.length,
    removed: removed.length,
    changes: shown.map(([, change]) => change),
  };
}

export function versionBody({ seq, digest, entryCount, source, createdAt, proposalId }: ListVersion): VersionBody {
  return {
    version: seq,
    digest,
    entries: entryCount,
    source,
    at: createdAt.toISOString(),
    ...(proposalId !== undefined && { proposal: proposalId }),
  };
}

/** @param time of what is asked, unix seconds */
export function listingBody(listing: Listing, time: number): ListingBody {
  const { entry, firstVersion, listedAt, listedBy, endedVersion, endedAt, endedBy } = listing;
  return {
    list: entry.list,
    entry: entryBody(entry.entryId, entry),
    state: listingState(listing, time),
    firstVersion,
    listedAt: listedAt.toISOString(),
    ...(listedBy !== undefined && { listedBy }),
    ...(endedVersion !== undefined && { endedVersion }),
    ...(endedAt !== undefined && { endedAt: endedAt.toISOString() }),
    ...(endedBy !== undefined && { endedBy }),
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function wholeSeconds(time: string): string {
  return time.replace(/\.\d+(?=Z$)/, "");
}
