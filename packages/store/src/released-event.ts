import type { Hash } from "@redflag/domain/hex";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

export interface ReleasedEvent {
  position: number;
  id: Hash;
  releasedAt: Date;
  /** As it was written: parse it with the contract's schema. */
  payload: unknown;
}

/** A subscriber's events after a position, oldest first. */
export async function listReleasedEvents(
  db: Executor,
  subscriberId: string,
  { afterPosition, limit }: { afterPosition: number; limit: number },
): Promise<ReleasedEvent[]> {
  const rows = await db
    .selectFrom("released_event")
    .select(["position", "event_id", "payload", "released_at"])
    .where("subscriber_id", "=", subscriberId)
    .where("position", ">", afterPosition)
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    id: hexOf(row.event_id),
    payload: row.payload,
    releasedAt: row.released_at,
  }));
}

export async function findReleasedEvent(
  db: Executor,
  subscriberId: string,
  id: Hash,
): Promise<ReleasedEvent | undefined> {
  const row = await db
    .selectFrom("released_event")
    .select(["position", "event_id", "payload", "released_at"])
    .where("subscriber_id", "=", subscriberId)
    .where("event_id", "=", bytesOf(id))
    .executeTakeFirst();
  return row && { position: row.position, id: hexOf(row.event_id), payload: row.payload, releasedAt: row.released_at };
}
