import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray, textArray } from "./sql-array.ts";

/** What decides which events a subscription is sent. */
export interface FannedSubscription {
  id: string;
  /** Rises with each change of what follows. */
  version: number;
  /** As its owner wrote it: parse it with the contract's schema. */
  filter: unknown;
  isOrdered: boolean;
  /** It is for what has a higher position. */
  afterPosition: number;
}

/** Those that were given events of which no deliveries have been made yet, and that have a subscription. */
export async function listSubscribersBehind(db: Executor): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select own.subscriber_id as id
    from (
      select subscriber_id, min(after_position) as after_position from subscription
      where deleted_at is null and state <> 'disabled' group by subscriber_id
    ) as own
    left join fan_out on fan_out.subscriber_id = own.subscriber_id
    where exists (
      select from released_event
      where released_event.subscriber_id = own.subscriber_id
        and released_event.position > greatest(fan_out.position, own.after_position)
    )
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Up to which position deliveries have been made, and the right to make more until the transaction ends; undefined while
 * somebody else has it.
 */
export async function takeFanOut(tx: Executor, subscriberId: string): Promise<number | undefined> {
  await sql`
    insert into fan_out (subscriber_id, position) values (${subscriberId}::uuid, 0) on conflict do nothing`.execute(tx);
  const row = await tx
    .selectFrom("fan_out")
    .select("position")
    .where("subscriber_id", "=", subscriberId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.position;
}

export async function updateFanOut(tx: Executor, subscriberId: string, position: number): Promise<void> {
  await tx.updateTable("fan_out").set({ position }).where("subscriber_id", "=", subscriberId).execute();
}

/** Also those that are paused: what comes meanwhile waits for them. */
export async function listFannedSubscriptions(db: Executor, subscriberId: string): Promise<FannedSubscription[]> {
  const rows = await db
    .selectFrom("subscription")
    .select(["id", "version", "filter", "is_ordered", "after_position"])
    .where("subscriber_id", "=", subscriberId)
    .where("deleted_at", "is", null)
    .where("state", "<>", "disabled")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(({ id, version, filter, is_ordered, after_position }) => ({
    id,
    version,
    filter,
    isOrdered: is_ordered,
    afterPosition: after_position,
  }));
}

/** Which of these addresses' hashes are in which of the sets. */
export async function listOwnAddresses(
  db: Executor,
  setIds: readonly string[],
  hashes: readonly Hex[],
): Promise<Map<string, Set<Hex>>> {
  const own = new Map<string, Set<Hex>>();
  if (setIds.length === 0 || hashes.length === 0) return own;
  const { rows } = await sql<{ set_id: string; address_hash: Buffer }>`
    select set_id, address_hash
    from unnest(${textArray(setIds)}::uuid[]) as asked (id)
    cross join unnest(${byteaArray(hashes)}::bytea[]) as given (hash)
    join set_address on set_id = asked.id and address_hash = given.hash`.execute(db);
  for (const { set_id, address_hash } of rows) {
    own.set(set_id, (own.get(set_id) ?? new Set()).add(hexOf(address_hash)));
  }
  return own;
}

/** Which of these alerts a subscriber was told to be final, up to a position. */
export async function listToldFinal(
  db: Executor,
  subscriberId: string,
  alertIds: readonly string[],
  upTo: number,
): Promise<Map<string, number>> {
  if (alertIds.length === 0) return new Map();
  const { rows } = await sql<{ alert: string; position: number }>`
    select payload ->> 'alert' as alert, min(position) as position from released_event
    where subscriber_id = ${subscriberId}::uuid and payload ->> 'type' = 'alert.final'
      and payload ->> 'alert' = any(${textArray(alertIds)}::text[]) and position <= ${upTo}
    group by 1`.execute(db);
  return new Map(rows.map(({ alert, position }) => [alert, position]));
}
