import type { Hex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import type { Executor } from "./database.ts";
import { breaksCheck, isDuplicate } from "./database-error.ts";
import type { AddressSetTable } from "./schema-webhooks.ts";
import { byteaArray } from "./sql-array.ts";

/** Addresses in a set at most; the table holds it to that. */
const SET_ADDRESSES_MAX = 1_000_000;

/** A subscriber's own addresses, of which nothing is kept but hashes. */
export interface AddressSet {
  id: string;
  subscriberId: string;
  name: string;
  addressCount: number;
  version: number;
  createdAt: Date;
  changedAt: Date;
}

/** @throws Problem `address_set_exists` */
export async function insertAddressSet(
  tx: Executor,
  { id, subscriberId, name, now }: { id: string; subscriberId: string; name: string; now: Date },
): Promise<AddressSet> {
  try {
    const row = await tx
      .insertInto("address_set")
      .values({ id, subscriber_id: subscriberId, name, created_at: now, changed_at: now })
      .returningAll()
      .executeTakeFirstOrThrow();
    return setOf(row);
  } catch (error) {
    throw isDuplicate(error) ? new Problem("address_set_exists", `"${name}"`) : error;
  }
}

export async function findAddressSet(db: Executor, id: string): Promise<AddressSet | undefined> {
  const row = await db.selectFrom("address_set").selectAll().where("id", "=", id).executeTakeFirst();
  return row && setOf(row);
}

/** The same, and nobody changes or deletes it before the transaction's end. */
export async function findAddressSetForUpdate(tx: Executor, id: string): Promise<AddressSet | undefined> {
  const row = await tx.selectFrom("address_set").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  return row && setOf(row);
}

/** Newest first; everybody's unless told. */
export async function listAddressSets(
  db: Executor,
  subscriberId: string | undefined,
  { limit, before }: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<AddressSet[]> {
  let query = db.selectFrom("address_set").selectAll().orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (subscriberId !== undefined) query = query.where("subscriber_id", "=", subscriberId);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  return (await query.execute()).map(setOf);
}

export async function countAddressSets(db: Executor, subscriberId: string): Promise<number> {
  const { count } = await db
    .selectFrom("address_set")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("subscriber_id", "=", subscriberId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function deleteAddressSet(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom("address_set").where("id", "=", id).execute();
}

export interface SetChange {
  set: AddressSet;
  added: number;
  removed: number;
}

/**
 * Adds these to a set, takes them out of it, or leaves it with nothing but them. The set is one that
 * `findAddressSetForUpdate` gave, so that its count is that of its rows.
 * @throws Problem `webhooks_full` where it would hold more than `SET_ADDRESSES_MAX`
 */
export async function changeAddressSet(
  tx: Executor,
  set: Pick<AddressSet, "id">,
  { mode, hashes, now }: { mode: "add" | "remove" | "replace"; hashes: ReadonlySet<Hex>; now: Date },
): Promise<SetChange> {
  let [added, removed] = [0, 0];
  if (mode !== "add") {
    const gone =
      mode === "remove"
        ? sql`address_hash = ${anyBytes(hashes)}`
        : sql`not exists (select from unnest(${byteaArray(hashes)}::bytea[]) as kept where kept = address_hash)`;
    removed = countOf(await sql`delete from set_address where set_id = ${set.id}::uuid and ${gone}`.execute(tx));
  }
  if (mode !== "remove") {
    const inserted = await sql`
      insert into set_address (set_id, address_hash)
      select ${set.id}::uuid, hash from unnest(${byteaArray(hashes)}::bytea[]) as hash
      on conflict do nothing`.execute(tx);
    added = countOf(inserted);
  }
  try {
    const row = await tx
      .updateTable("address_set")
      .set({
        address_count: sql`address_count + ${added - removed}`,
        version: sql`version + 1`,
        changed_at: now,
      })
      .where("id", "=", set.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { set: setOf(row), added, removed };
  } catch (error) {
    if (!breaksCheck(error, "address_set_address_count_check")) throw error;
    throw new Problem("webhooks_full", `a set holds ${SET_ADDRESSES_MAX} addresses at most`);
  }
}

function countOf({ numAffectedRows }: { numAffectedRows?: bigint }): number {
  return Number(numAffectedRows ?? 0n);
}

function setOf(row: Selectable<AddressSetTable>): AddressSet {
  return {
    id: row.id,
    subscriberId: row.subscriber_id,
    name: row.name,
    addressCount: row.address_count,
    version: row.version,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
