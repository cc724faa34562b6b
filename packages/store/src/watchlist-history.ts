import assert from "node:assert";
import type { Address } from "@redflag/domain/address";
import { type Listed, listingAt } from "@redflag/domain/entry";
import { type EntrySubject, subjectOf } from "@redflag/domain/entry-subject";
import type { Hash } from "@redflag/domain/hex";
import type { VenueAccount } from "@redflag/domain/venue-account";
import { type RawBuilder, sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";
import { aboutSubject, subjectKeySql } from "./entry-subject.ts";

export interface ListVersion {
  list: string;
  seq: number;
  /** Over the ids of its entries: see `versionDigest`. */
  digest: Hash;
  entryCount: number;
  source: string;
  createdAt: Date;
  /** Absent of an import. */
  proposalId?: string;
}

/** Newest first. */
export async function listVersionsOf(
  db: Executor,
  listId: string,
  { limit, beforeSeq }: { limit: number; beforeSeq?: number },
): Promise<ListVersion[]> {
  let query = db
    .selectFrom("list_version")
    .selectAll()
    .where("list_id", "=", listId)
    .orderBy("seq", "desc")
    .limit(limit);
  if (beforeSeq !== undefined) query = query.where("seq", "<", beforeSeq);
  return (await query.execute()).map((row) => ({
    list: row.list_id,
    seq: row.seq,
    digest: hexOf(row.digest),
    entryCount: row.entry_count,
    source: row.source,
    createdAt: row.created_at,
    ...(row.proposal_id !== null && { proposalId: row.proposal_id }),
  }));
}

/** One subject that two versions do not say the same of: an edited entry stands on both sides. */
export interface SubjectDifference {
  subject: EntrySubject;
  /** Entries that only the one version holds, and those that only the other does. */
  before: Listed[];
  after: Listed[];
}

interface VersionPair {
  list: string;
  from: number;
  to: number;
}

/** Only what begins or ends between the two can differ; an entry that left and came back has several rows. */
function differingEntries({ list, from, to }: VersionPair, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const holds = (seq: number) => sql`bool_or(first_seq <= ${seq} and (ended_seq is null or ended_seq > ${seq}))`;
  return sql`(
    select ${subjectKeySql} as subject, entry_id, ${holds(from)} as is_before, ${holds(to)} as is_after
    from list_entry
    where list_id = ${list} and ${condition} and entry_id in (
      select entry_id from list_entry
      where list_id = ${list} and (
        (first_seq > ${low} and first_seq <= ${high}) or (ended_seq > ${low} and ended_seq <= ${high}))
    )
    group by subject, entry_id
  )`;
}

/** Of how many subjects they do not say the same: entries on one side alone, or other ones on both. */
export async function countDifferences(
  db: Executor,
  pair: VersionPair,
): Promise<{ added: number; removed: number; changed: number }> {
  const { rows } = await sql<{ added: number; removed: number; changed: number }>`
    select
      count(*) filter (where not was and is_now)::int as added,
      count(*) filter (where was and not is_now)::int as removed,
      count(*) filter (where was and is_now)::int as changed
    from (
      select bool_or(is_before) as was, bool_or(is_after) as is_now
      from ${differingEntries(pair, sql`true`)} entries
      where is_before <> is_after
      group by subject
    ) subjects`.execute(db);
  return rows[0] ?? { added: 0, removed: 0, changed: 0 };
}

/** By `subjectKey`. Either version may be the older one; 0 stands for the empty list before the first. */
export async function listDifferences(
  db: Executor,
  { list, from, to }: VersionPair,
  { limit, after }: { limit: number; after?: string },
): Promise<SubjectDifference[]> {
  const beyond = after === undefined ? sql`true` : sql`${subjectKeySql} > ${after}`;
  const { rows } = await sql<{ before: Buffer[] | null; after: Buffer[] | null }>`
    select
      array_agg(entry_id order by entry_id) filter (where is_before) as before,
      array_agg(entry_id order by entry_id) filter (where is_after) as after
    from ${differingEntries({ list, from, to }, beyond)} entries
    where is_before <> is_after
    group by subject order by subject limit ${limit}`.execute(db);

  const ids = rows.flatMap(({ before, after }) => [...(before ?? []), ...(after ?? [])]);
  const entries = await entriesById(db, list, ids.map(hexOf));
  const shown = (found: Buffer[] | null, seq: number) =>
    (found ?? []).map((id) => ({ ...(entries.get(hexOf(id)) as Listed), listVersion: seq }));
  return rows.map((row) => {
    const [before, after] = [shown(row.before, from), shown(row.after, to)];
    const [one] = [...before, ...after];
    assert(one !== undefined, "what differs has an entry on one side");
    return { subject: subjectOf(one), before, after };
  });
}

async function entriesById(db: Executor, list: string, ids: readonly Hash[]): Promise<Map<Hash, Listed>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("list_entry")
    .selectAll()
    .where("list_id", "=", list)
    .where("entry_id", "=", anyBytes(ids))
    .execute();
  return new Map(rows.map((row) => [hexOf(row.entry_id), listedOf(row, row.first_seq)]));
}

/** An entry with the versions, and the times, between which its list held it. */
export interface Listing {
  entry: Listed;
  firstVersion: number;
  listedAt: Date;
  /** Absent while it is listed. */
  endedVersion?: number;
  endedAt?: Date;
  /** What asked for the first and for the last version; absent of imports. */
  listedBy?: string;
  endedBy?: string;
}

/**
 * Everything that lists say of an address or an account, by list and then as it happened.
 * @param asOf what was known then: versions that were there, and of their entries those that they still held
 */
export async function listListings(
  db: Executor,
  subject: Address | VenueAccount,
  { asOf, limit }: { asOf?: Date; limit: number },
): Promise<Listing[]> {
  let query = db
    .selectFrom("list_entry as e")
    .innerJoin("list_version as v", (join) =>
      join.onRef("v.list_id", "=", "e.list_id").onRef("v.seq", "=", "e.first_seq"),
    )
    .leftJoin("list_version as w", (join) =>
      join.onRef("w.list_id", "=", "e.list_id").onRef("w.seq", "=", "e.ended_seq"),
    )
    .selectAll("e")
    .select(["v.created_at as listed_at", "v.proposal_id as listed_by"])
    .select(["w.created_at as ended_at", "w.proposal_id as ended_by"])
    .where(aboutSubject(subject, "e"))
    .orderBy("e.list_id")
    .orderBy("e.first_seq")
    .orderBy("e.entry_id")
    .limit(limit);
  if (asOf !== undefined) {
    // Versions of old have microseconds, which nobody was ever shown.
    query = query.where(sql<boolean>`date_trunc('milliseconds', v.created_at) <= ${asOf}
      and (w.created_at is null or date_trunc('milliseconds', w.created_at) > ${asOf})`);
  }
  return (await query.execute()).map((row) => ({
    entry: listedOf(row, row.first_seq),
    firstVersion: row.first_seq,
    listedAt: row.listed_at,
    ...(row.listed_by !== null && { listedBy: row.listed_by }),
    // As of a time before it ended, it had not.
    ...(asOf === undefined && row.ended_seq !== null && { endedVersion: row.ended_seq }),
    ...(asOf === undefined && row.ended_at !== null && { endedAt: row.ended_at }),
    ...(asOf === undefined && row.ended_by !== null && { endedBy: row.ended_by }),
  }));
}

export const LISTING_STATES = ["in_force", "listed_later", "delisted", "removed"] as const;
export type ListingState = (typeof LISTING_STATES)[number];

/** How a listing stands at this time (unix seconds): `delisted` by its own dates, `removed` by a version. */
export function listingState({ entry, endedVersion }: Listing, time: number): ListingState {
  return endedVersion === undefined ? listingAt(entry, time) : "removed";
}

/** An entry that a list no longer holds: its last version is the one before. */
export interface Delisting {
  list: string;
  entryId: Hash;
  /** The version without it. */
  version: number;
  at: Date;
  /** Absent of an import. */
  proposalId?: string;
}

/**
 * Of each address, what lists that held it hold no more under any entry. This is what annotates its alerts: read, not
 * written, so that an alert that a lane commits at the same moment has it, too; nothing of an alert changes.
 */
export async function listDelistings(db: Executor, addresses: readonly Address[]): Promise<Map<Address, Delisting[]>> {
  if (addresses.length === 0) return new Map();
  const rows = await db
    .selectFrom("list_entry as e")
    .innerJoin("list_version as v", (join) =>
      join.onRef("v.list_id", "=", "e.list_id").onRef("v.seq", "=", "e.ended_seq"),
    )
    .select(["e.address", "e.list_id", "e.entry_id", "e.ended_seq", "v.created_at", "v.proposal_id"])
    .where("e.address", "=", anyBytes(addresses))
    .$narrowType<{ address: Buffer }>()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("list_entry as live")
            .select("live.entry_id")
            .whereRef("live.list_id", "=", "e.list_id")
            .whereRef("live.address", "=", "e.address")
            .whereRef("live.family", "=", "e.family")
            .where("live.ended_seq", "is", null),
        ),
      ),
    )
    .orderBy("e.list_id")
    .orderBy("v.seq")
    .orderBy("e.entry_id")
    .execute();
  const result = new Map<Address, Delisting[]>();
  for (const [address, own] of Map.groupBy(rows, (row) => hexOf(row.address))) {
    const last = new Map(own.map((row) => [row.list_id, row.ended_seq]));
    // Of a list that took it off, and on, and off again, the last time counts.
    const current = own.filter((row) => row.ended_seq === last.get(row.list_id));
    result.set(address, current.map(delistingOf));
  }
  return result;
}

function delistingOf(row: {
  list_id: string;
  entry_id: Buffer;
  ended_seq: number | null;
  created_at: Date;
  proposal_id: string | null;
}): Delisting {
  return {
    list: row.list_id,
    entryId: hexOf(row.entry_id),
    version: row.ended_seq ?? 0,
    at: row.created_at,
    ...(row.proposal_id !== null && { proposalId: row.proposal_id }),
  };
}
