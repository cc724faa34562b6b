import { contentHash } from "@redflag/domain/content-hash";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { insertReleasedEvents } from "./released-event.ts";
import { textArray } from "./sql-array.ts";

/** Writes down that an attempt of each of these has succeeded. */
export async function markSucceeding(tx: Executor, subscriptionIds: readonly string[]): Promise<void> {
  if (subscriptionIds.length === 0) return;
  await sql`
    update subscription set failing_since = null
    where id = any(${textArray(subscriptionIds)}::uuid[]) and failing_since is not null`.execute(tx);
}

/** Writes down since when nothing has succeeded, where something had until then. */
export async function markFailing(tx: Executor, failures: ReadonlyArray<{ id: string; since: Date }>): Promise<void> {
  if (failures.length === 0) return;
  await sql`
    update subscription set failing_since = since
    from unnest(
      ${textArray(failures.map(({ id }) => id))}::uuid[],
      ${textArray(failures.map(({ since }) => since.toISOString()))}::timestamptz[]
    ) as failed (failed_id, since)
    where id = failed_id and failing_since is null`.execute(tx);
}

/** Why a subscription is sent nothing any more: its receiver said that it is gone, or has failed for too long. */
export type StopCause = "gone" | "failing";

/**
 * Ends a subscription, or pauses it, and tells its owner so in an event, by whatever other way it hears of events.
 * @param since when the receiver said so, or since when nothing has succeeded: then it still must be so
 * @returns whether it was active until now
 */
export async function stopSubscription(
  tx: Executor,
  { id, cause, since }: { id: string; cause: StopCause; since: Date },
): Promise<boolean> {
  let stop = tx
    .updateTable("subscription")
    .set({ state: cause === "gone" ? "disabled" : "paused", state_cause: cause })
    .where("id", "=", id)
    .where("state", "=", "active")
    .where("deleted_at", "is", null)
    .returning("subscriber_id");
  if (cause === "failing") stop = stop.where(sql`date_trunc('milliseconds', failing_since)`, "=", since);
  const stopped = await stop.executeTakeFirst();
  if (stopped === undefined) return false;
  const notice = { subscription: id, cause, since: since.toISOString() };
  await insertReleasedEvents(tx, stopped.subscriber_id, [
    {
      eventId: contentHash("redflag/subscription-disabled/1", notice),
      payload: { type: "subscription.disabled", ...notice },
    },
  ]);
  return true;
}

/** How many subscriptions there are of each state, and what ended them; deleted ones are no part of it. */
export async function countSubscriptions(
  db: Executor,
): Promise<Array<{ state: string; cause: string | undefined; count: number }>> {
  const rows = await db
    .selectFrom("subscription")
    .select(["state", "state_cause", (eb) => eb.fn.countAll<number>().as("count")])
    .where("deleted_at", "is", null)
    .groupBy(["state", "state_cause"])
    .execute();
  return rows.map(({ state, state_cause, count }) => ({ state, cause: state_cause ?? undefined, count }));
}
