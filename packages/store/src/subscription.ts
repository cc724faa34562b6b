import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { SubscriptionTable } from "./schema-webhooks.ts";

export type SubscriptionState = "active" | "paused" | "disabled";

/** Where a subscriber has events sent to. One that was deleted is to none of these functions. */
export interface Subscription {
  id: string;
  subscriberId: string;
  name: string;
  /** Path and query may hold a key: never log it. */
  url: string;
  /** As its owner wrote it: parse it with the contract's schema. */
  filter: unknown;
  isOrdered: boolean;
  state: SubscriptionState;
  /** Of one that is not active: its owner, a receiver that answered 410, or one that failed for days. */
  stateCause?: "owner" | "gone" | "failing";
  failingSince?: Date;
  version: number;
  createdAt: Date;
}

export type SubscriptionParts = Pick<Subscription, "name" | "url" | "filter" | "isOrdered">;

const COLUMNS = [
  "id",
  "subscriber_id",
  "name",
  "url",
  "filter",
  "is_ordered",
  "state",
  "state_cause",
  "failing_since",
  "version",
  "created_at",
] as const;

export async function insertSubscription(
  tx: Executor,
  { id, subscriberId, now, ...parts }: SubscriptionParts & { id: string; subscriberId: string; now: Date },
): Promise<Subscription> {
  const row = await tx
    .insertInto("subscription")
    .values({
      id,
      subscriber_id: subscriberId,
      name: parts.name,
      url: parts.url,
      filter: JSON.stringify(parts.filter),
      is_ordered: parts.isOrdered,
      state: "active",
      created_at: now,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return subscriptionOf(row);
}

export async function findSubscription(db: Executor, id: string): Promise<Subscription | undefined> {
  const row = await db
    .selectFrom("subscription")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row && subscriptionOf(row);
}

/** Newest first; everybody's unless told. */
export async function listSubscriptions(
  db: Executor,
  subscriberId: string | undefined,
  { limit, before }: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<Subscription[]> {
  let query = db
    .selectFrom("subscription")
    .select(COLUMNS)
    .where("deleted_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (subscriberId !== undefined) query = query.where("subscriber_id", "=", subscriberId);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  return (await query.execute()).map(subscriptionOf);
}

export async function countSubscriptionsOf(db: Executor, subscriberId: string): Promise<number> {
  const { count } = await db
    .selectFrom("subscription")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("subscriber_id", "=", subscriberId)
    .where("deleted_at", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Undefined, and nothing changed, where there is no such subscription or its version is another by now. */
export async function updateSubscription(
  tx: Executor,
  { id, version, changes }: { id: string; version: number; changes: Partial<SubscriptionParts> },
): Promise<Subscription | undefined> {
  const row = await tx
    .updateTable("subscription")
    .set({
      ...changedColumns(changes),
      // How long the place before had failed says nothing of this one.
      ...(changes.url !== undefined && { failing_since: null }),
      version: version + 1,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("deleted_at", "is", null)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && subscriptionOf(row);
}

/** By its owner. One that is in that state, or was ended by something else, stays as it is. */
export async function pauseSubscription(tx: Executor, id: string): Promise<void> {
  await tx
    .updateTable("subscription")
    .set({ state: "paused", state_cause: "owner", version: sql`version + 1` })
    .where("id", "=", id)
    .where("state", "=", "active")
    .execute();
}

/** Whatever ended it. What waits goes on; what was given up stays so. */
export async function resumeSubscription(tx: Executor, id: string): Promise<void> {
  await tx
    .updateTable("subscription")
    .set({ state: "active", state_cause: null, failing_since: null, version: sql`version + 1` })
    .where("id", "=", id)
    .where("state", "<>", "active")
    .execute();
}

/**
 * It is gone for its owner: its secrets are forgotten, and what waited is given up. What was sent stays in the log.
 * @returns false where its version is another by now
 */
export async function deleteSubscription(
  tx: Executor,
  { id, version, now }: { id: string; version: number; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("subscription")
    .set({ deleted_at: now, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx.deleteFrom("subscription_secret").where("subscription_id", "=", id).execute();
  await tx
    .updateTable("delivery")
    .set({ state: "dead", is_held: false, settled_at: now })
    .where("subscription_id", "=", id)
    .where("state", "=", "waiting")
    .execute();
  return true;
}

/** Names of those whose filter has this address set. */
export async function listSubscriptionsWithSet(db: Executor, setId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("subscription")
    .select("name")
    .where(sql<string>`filter ->> 'addressSet'`, "=", setId)
    .where("deleted_at", "is", null)
    .orderBy("name")
    .limit(limit)
    .execute();
  return rows.map(({ name }) => name);
}

function changedColumns({ name, url, filter, isOrdered }: Partial<SubscriptionParts>) {
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(filter !== undefined && { filter: JSON.stringify(filter) }),
    ...(isOrdered !== undefined && { is_ordered: isOrdered }),
  };
}

function subscriptionOf(row: Pick<Selectable<SubscriptionTable>, (typeof COLUMNS)[number]>): Subscription {
  return {
    id: row.id,
    subscriberId: row.subscriber_id,
    name: row.name,
    url: row.url,
    filter: row.filter,
    isOrdered: row.is_ordered,
    // The table's checks hold both to these words.
    state: row.state as SubscriptionState,
    ...(row.state_cause !== null && { stateCause: row.state_cause as NonNullable<Subscription["stateCause"]> }),
    ...(row.failing_since !== null && { failingSince: row.failing_since }),
    version: row.version,
    createdAt: row.created_at,
  };
}
