import type { Hash, Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { PreparedQuery } from "./prepared-query.ts";

/** Where somebody stands in a feed: what has a higher position is still to come. */
export interface FeedPlace {
  position: number;
  eventId: Hash;
}

/** An event at its place, in the form in which it is told. */
export interface FeedEvent extends FeedPlace {
  /** As it was written: parse it with the contract's schema. */
  payload: unknown;
  /** Since when it can be read. */
  releasedAt: Date;
}

/** Tells whoever listens that there is something to place, or to read. */
export const FEED_CHANNEL = "redflag_feed";

const PLACED_AT_ONCE_MAX = 1_000;

/**
 * Gives places to what was committed without one: a transaction of its own. Whoever reads the feed calls it, at any time and
 * beside others: one at a time does something.
 * @returns whether more may wait
 */
export async function placeEvents(db: Executor, countMax = PLACED_AT_ONCE_MAX): Promise<boolean> {
  const { rows } = await sql<{ placed: number }>`select place_events(${countMax}::integer) as placed`.execute(db);
  return rows[0]?.placed === countMax;
}

/** Events of these types alone, and none behind this place: so that few of them are not looked for among all there are. */
export interface FeedPart {
  types: readonly string[];
  upToPosition: number;
}

/**
 * The feed after a position, oldest first. Places are never given out of turn and never change: from any position everybody
 * reads the same, at any time.
 */
export async function listFeedAfter(
  db: Executor,
  position: number,
  limit: number,
  part?: FeedPart,
): Promise<FeedEvent[]> {
  const rows = await db
    .selectFrom("feed")
    .innerJoin("event", "event.id", "feed.event_id")
    .select(["feed.position", "feed.event_id", "feed.placed_at as released_at", "event.payload"])
    .where("feed.position", ">", position)
    .$if(part !== undefined, (query) =>
      query
        .where("feed.position", "<=", part?.upToPosition ?? 0)
        .where(sql`event.payload ->> 'type'`, "in", part?.types ?? []),
    )
    .orderBy("feed.position")
    .limit(limit)
    .execute();
  return rows.map(feedEventOf);
}

/** Of anybody's, by its id. */
export function feedEvent(eventId: Hex): PreparedQuery<FeedRow, FeedEvent> {
  return {
    name: "feed_event",
    text: `
      select feed.position, feed.event_id, feed.placed_at as released_at, event.payload
      from feed join event on event.id = feed.event_id where feed.event_id = $1`,
    values: [bytesOf(eventId)],
    of: feedEventOf,
  };
}

/** The last place that was given. */
export async function findFeedEnd(db: Executor): Promise<FeedPlace | undefined> {
  const row = await db
    .selectFrom("feed")
    .select(["position", "event_id"])
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { position: row.position, eventId: hexOf(row.event_id) };
}

/** When what has waited longest for a place was written; undefined when nothing waits. */
export async function findFeedWaiting(db: Executor): Promise<Date | undefined> {
  const row = await db.selectFrom("feed_pending").select("created_at").orderBy("seq").limit(1).executeTakeFirst();
  return row?.created_at;
}

export interface FeedRow {
  position: number;
  event_id: Buffer;
  payload: unknown;
  released_at: Date;
}

export function feedEventOf({ position, event_id, payload, released_at }: FeedRow): FeedEvent {
  return { position, eventId: hexOf(event_id), payload, releasedAt: released_at };
}
