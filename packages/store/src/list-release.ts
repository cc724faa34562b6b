import { sharingsKnownTo } from "@redflag/domain/audience";
import type { ListedEntry } from "@redflag/domain/entry";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";
import { textArray } from "./sql-array.ts";

/** An outside version of a list, of which nobody was told yet. */
export interface UntoldVersion {
  list: string;
  /** As it is counted outside. */
  seq: number;
  /** The list's own version that it came with. Never told. */
  listSeq: number;
}

/** The oldest whose list was told of up to there. */
export async function findUntoldVersion(tx: Executor): Promise<UntoldVersion | undefined> {
  const { rows } = await sql<UntoldVersion>`
    select version.list_id as list, version.seq, version.list_seq as "listSeq"
    from shared_version as version left join list_release on list_release.list_id = version.list_id
    where version.seq = coalesce(list_release.seq, 0) + 1
    order by version.created_at, version.list_id collate "C" limit 1`.execute(tx);
  return rows[0];
}

export async function upsertListRelease(tx: Executor, { list, seq }: UntoldVersion): Promise<void> {
  await tx
    .insertInto("list_release")
    .values({ list_id: list, seq })
    .onConflict((conflict) => conflict.column("list_id").doUpdateSet({ seq }))
    .execute();
}

/** Subscribers, by id and without sandboxes, that have a subscription whose filter names the list; also one that is paused. */
export async function listFollowers(tx: Executor, list: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from subscriber
    where sandbox_of is null and exists (
      select from subscription
      where subscription.subscriber_id = subscriber.id and deleted_at is null and filter -> 'lists' ? ${list}
    )
    order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What of a version is shared and was not before, or was and is no longer: the first of it by entry, and how much there is. */
export async function listSharedChange(
  tx: Executor,
  { list, seq, listSeq }: UntoldVersion,
  change: "added" | "removed",
  limit: number,
): Promise<{ entries: ListedEntry[]; count: number }> {
  const changed = sql`list_id = ${list} and ${sql.ref(change === "added" ? "first_seq" : "ended_seq")} = ${listSeq}
    and address is not null and sharing = any(${textArray(sharingsKnownTo("exchange"))}::text[])`;
  const { rows } = await sql<Parameters<typeof listedEntryOf>[0]>`
    select * from list_entry where ${changed} order by entry_id limit ${limit}`.execute(tx);
  const entries = rows.map((row) => listedEntryOf(row, seq));
  if (rows.length < limit) return { entries, count: rows.length };
  const counted = await sql<{
    count: number;
  }>`select count(*)::integer as count from list_entry where ${changed}`.execute(tx);
  return { entries, count: counted.rows[0]?.count ?? 0 };
}
