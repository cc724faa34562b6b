import type { ParsedAddress } from "@redflag/domain/address";
import type { AddressFamily } from "@redflag/domain/address-family";
import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { PrivateWatchTable } from "./schema-watches.ts";

/** An address that one person watches. Every function here takes the owner: there is no way to anybody else's. */
export interface PrivateWatch extends ParsedAddress {
  id: string;
  reason: string;
  createdAt: Date;
  endedAt?: Date;
  /** The change of watches that began it, and the one that ended it: lanes name what they screen with by these. */
  firstSeq: number;
  endedSeq?: number;
}

/** @throws Problem `watch_exists` */
export async function insertWatch(
  tx: Executor,
  { id, owner, address, family, reason }: ParsedAddress & { id: string; owner: string; reason: string },
): Promise<PrivateWatch> {
  const row = await tx
    .insertInto("private_watch")
    .values({ id, owner: await personOf(tx, owner), family, address: bytesOf(address), reason })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("watch_exists", "it has not ended");
  return watchOf(row);
}

/** Newest first, ended ones too. */
export async function listWatches(
  db: Executor,
  owner: string,
  { limit, before }: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<PrivateWatch[]> {
  let query = db
    .selectFrom("private_watch")
    .selectAll()
    .where("owner", "=", await personOf(db, owner))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  return (await query.execute()).map(watchOf);
}

/** Undefined where the owner has no such watch. Ending it again changes nothing. */
export async function endWatch(tx: Executor, owner: string, id: string): Promise<PrivateWatch | undefined> {
  const row = await tx
    .updateTable("private_watch")
    .set({ ended_at: sql<Date>`coalesce(ended_at, clock_timestamp())` })
    .where("id", "=", id)
    .where("owner", "=", await personOf(tx, owner))
    .returningAll()
    .executeTakeFirst();
  return row && watchOf(row);
}

/** A person's keys watch for the person. */
export async function personOf(db: Executor, actor: string): Promise<string> {
  const { rows } = await sql<{ person: string }>`select person_behind(${actor}) as person`.execute(db);
  return rows[0]?.person ?? actor;
}

function watchOf(row: Selectable<PrivateWatchTable>): PrivateWatch {
  return {
    id: row.id,
    address: hexOf(row.address),
    family: row.family as AddressFamily,
    reason: row.reason,
    createdAt: row.created_at,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    firstSeq: row.first_seq,
    ...(row.ended_seq !== null && { endedSeq: row.ended_seq }),
  };
}
