import type { AddressChange, ListEntry, NewEntry } from "@redflag/contract/http/list-entry";
import { type Effect, SHOWN_CHANGES_MAX } from "@redflag/contract/http/routes/list-proposals";
import type { Listing as ListingBody, ListVersion as VersionBody } from "@redflag/contract/http/routes/watchlists";
import { formatAddress } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { readEntryRow } from "@redflag/lists/entry-row";
import type { ChangePlan } from "@redflag/store/list-change-plan";
import { type AddressDifference, type Listing, type ListVersion, listingState } from "@redflag/store/watchlist-history";
import type { z } from "zod";

/** Entries as the API shows and takes them. */

export function entryBody(id: string, entry: Entry): ListEntry {
  const { programme, reference, documentUrl, entity, jurisdictions, validFrom, validTo } = entry;
  return {
    id,
    address: formatAddress(entry.address, entry.family),
    family: entry.family,
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
  const { address, programme, reference, entity } = body;
  const result = readEntryRow(
    {
      address,
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
  if ("reason" in result) throw new Problem("entry_invalid", `${address}: ${result.reason}`);
  return result.entry;
}

export function differenceBody({ family, address, before, after }: AddressDifference): AddressChange {
  return {
    family,
    address: formatAddress(address, family),
    before: before.map((entry) => entryBody(entry.entryId, entry)),
    after: after.map((entry) => entryBody(entry.entryId, entry)),
  };
}

/** By address, so that an edit stands in one place with both of its sides. */
export function effectBody({ base, added, removed }: ChangePlan): Effect {
  const changes = new Map<string, AddressChange>();
  const changeOf = ({ family, address }: Entry): AddressChange => {
    const key = family + address;
    const change = changes.get(key) ?? { family, address: formatAddress(address, family), before: [], after: [] };
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
