import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { type FeedEvent, type FeedRow, feedEventOf } from "./feed.ts";
import { byteaArray, numberArray, textArray } from "./sql-array.ts";

/** What decides which events a subscription is sent. */
export interface FannedSubscription {
  id: string;
  subscriberId: string;
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
 * Up to which position deliveries have been made of each of these subscribers, and the right to make more until the transaction
 * ends. Those of whom somebody else has it are left out.
 */
export async function takeFanOuts(tx: Executor, subscriberIds: readonly string[]): Promise<Map<string, number>> {
  const asked = sql`unnest(${textArray(subscriberIds)}::uuid[])`;
  await sql`
    insert into fan_out (subscriber_id, position)
    select id, 0 from ${asked} as id where not exists (select from fan_out where subscriber_id = id)
    order by id on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ id: string; position: number }>`
    select subscriber_id as id, position from fan_out where subscriber_id in (select ${asked})
    order by subscriber_id for update skip locked`.execute(tx);
  return new Map(rows.map(({ id, position }) => [id, position]));
}

export async function updateFanOuts(tx: Executor, positions: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    update fan_out set position = reached.position
    from ${placesOf(positions)} as reached (id, position)
    where subscriber_id = reached.id`.execute(tx);
}

/**
 * What comes next of each of these subscribers after its position, so many at most of each, oldest first. What came before the
 * first of its subscriptions is for none.
 */
export async function listFannedEvents(
  db: Executor,
  positions: ReadonlyMap<string, number>,
  limitEach: number,
): Promise<Map<string, FeedEvent[]>> {
  const { rows } = await sql<FeedRow & { id: string }>`
    select behind.id, told.*
    from ${placesOf(positions)} as behind (id, position)
    cross join lateral (
      select min(after_position) as after_position from subscription
      where subscriber_id = behind.id and deleted_at is null and state <> 'disabled'
    ) as own
    cross join lateral (
      select position, event_id, payload, released_at from released_event
      where subscriber_id = behind.id and position > greatest(behind.position, own.after_position)
        and own.after_position is not null
      order by position limit ${limitEach}
    ) as told
    order by behind.id, told.position`.execute(db);
  const events = new Map<string, FeedEvent[]>();
  for (const row of rows) {
    const own = events.get(row.id);
    if (own === undefined) events.set(row.id, [feedEventOf(row)]);
    else own.push(feedEventOf(row));
  }
  return events;
}

function placesOf(positions: ReadonlyMap<string, number>) {
  return sql`unnest(${textArray(positions.keys())}::uuid[], ${numberArray(positions.values())}::bigint[])`;
}

/** Also those that are paused: what comes meanwhile waits for them. */
export async function listFannedSubscriptions(
  db: Executor,
  subscriberIds: readonly string[],
): Promise<FannedSubscription[]> {
  const { rows } = await sql<FannedSubscription>`
    select id, subscriber_id as "subscriberId", version, filter, is_ordered as "isOrdered",
      after_position as "afterPosition"
    from subscription
    where subscriber_id = any(${textArray(subscriberIds)}::uuid[]) and deleted_at is null and state <> 'disabled'
    order by subscriber_id, created_at, id`.execute(db);
  return rows;
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
