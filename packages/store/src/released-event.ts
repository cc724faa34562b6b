import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { type FeedEvent, type FeedPart, type FeedPlace, type FeedRow, feedEventOf } from "./feed.ts";
import type { PreparedQuery } from "./prepared-query.ts";
import { byteaArray, textArray } from "./sql-array.ts";
import { noticeTold } from "./told-notice.ts";

/**
 * Releases events to a subscriber, in this order, after what it was given already. One that it has, it keeps as it is.
 * The lock lasts until the commit: whoever has read a position never finds a lower one later.
 */
export async function insertReleasedEvents(
  tx: Executor,
  subscriberId: string,
  events: ReadonlyArray<{ eventId: Hex; payload: object }>,
): Promise<void> {
  if (events.length === 0) return;
  await takeAdvisoryLock(tx, `released:${subscriberId}`, "exclusive");
  await sql`
    insert into released_event (subscriber_id, position, event_id, payload)
    select ${subscriberId}::uuid, last.position + row_number() over (order by given.place), event_id, payload::jsonb
    from (
      select distinct on (event_id) event_id, payload, place
      from unnest(
        ${byteaArray(events.map(({ eventId }) => eventId))}::bytea[],
        ${textArray(events.map(({ payload }) => JSON.stringify(payload)))}::text[]
      ) with ordinality as each_one (event_id, payload, place)
      order by event_id, place
    ) as given
    cross join (
      select coalesce(max(position), 0) as position from released_event where subscriber_id = ${subscriberId}::uuid
    ) as last
    where not exists (
      select from released_event as held
      where held.subscriber_id = ${subscriberId}::uuid and held.event_id = given.event_id
    )`.execute(tx);
  await noticeTold(tx);
}

/** Oldest first; positions are 1, 2, … for each subscriber. */
export async function listReleasedEvents(
  db: Executor,
  {
    limit,
    afterPosition = 0,
    subscriberId,
    part,
  }: { limit: number; afterPosition?: number; subscriberId: string; part?: FeedPart | undefined },
): Promise<FeedEvent[]> {
  const rows = await db
    .selectFrom("released_event")
    .select(COLUMNS)
    .where("subscriber_id", "=", subscriberId)
    .where("position", ">", afterPosition)
    .$if(part !== undefined, (query) =>
      query.where("position", "<=", part?.upToPosition ?? 0).where(sql`payload ->> 'type'`, "in", part?.types ?? []),
    )
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map(feedEventOf);
}

/** The last that a subscriber was given. */
export async function findReleasedEnd(db: Executor, subscriberId: string): Promise<FeedPlace | undefined> {
  const row = await db
    .selectFrom("released_event")
    .select(["position", "event_id"])
    .where("subscriber_id", "=", subscriberId)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { position: row.position, eventId: hexOf(row.event_id) };
}

/** Up to which position each of these subscribers was given something; 0 for nothing. */
export async function listReleasedEnds(db: Executor, subscriberIds: readonly string[]): Promise<Map<string, number>> {
  if (subscriberIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; position: number }>`
    select id, coalesce(
      (select position from released_event where subscriber_id = id order by position desc limit 1), 0
    ) as position
    from unnest(${textArray(subscriberIds)}::uuid[]) as id`.execute(db);
  return new Map(rows.map(({ id, position }) => [id, position]));
}

/** Of a subscriber, by its id. */
export function releasedEvent(subscriberId: string, eventId: Hex): PreparedQuery<FeedRow, FeedEvent> {
  return {
    name: "released_event",
    text: `
      select position, event_id, payload, released_at from released_event
      where subscriber_id = $1 and event_id = $2`,
    values: [subscriberId, bytesOf(eventId)],
    of: feedEventOf,
  };
}

/** The same, within a transaction. */
export async function findReleasedEvent(
  db: Executor,
  subscriberId: string,
  eventId: Hex,
): Promise<FeedEvent | undefined> {
  const row = await db
    .selectFrom("released_event")
    .select(COLUMNS)
    .where("subscriber_id", "=", subscriberId)
    .where("event_id", "=", bytesOf(eventId))
    .executeTakeFirst();
  return row && feedEventOf(row);
}

const COLUMNS = ["position", "event_id", "payload", "released_at"] as const;
