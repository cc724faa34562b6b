import type { Hash } from "@redflag/domain/hex";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

export interface StoredEvent {
  position: number;
  id: Hash;
  alertId: Hash;
  /** As it was written: parse it with the contract's schema. */
  payload: unknown;
}

/** 0 when no event was ever written. */
export async function findLastEventPosition(db: Executor): Promise<number> {
  const row = await db
    .selectFrom("event")
    .select((eb) => eb.fn.max("position").as("position"))
    .executeTakeFirst();
  return row?.position ?? 0;
}

/**
 * Events of one chain after a position, oldest first. One chain at a time, because only within it does the lane's lock
 * make positions visible in their order: across chains a lower one may be committed after a higher one was read.
 */
export async function listChainEventsAfter(
  db: Executor,
  chainId: number,
  position: number,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom("event")
    .innerJoin("alert", "alert.id", "event.alert_id")
    .select(["event.position", "event.id", "event.alert_id", "event.payload"])
    .where("alert.chain_id", "=", chainId)
    .where("event.position", ">", position)
    .orderBy("event.position")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    id: hexOf(row.id),
    alertId: hexOf(row.alert_id),
    payload: row.payload,
  }));
}

/** Payload of the latest `withdrawn` event of each alert: all that is left of what it stood on. */
export async function listLatestWithdrawals(db: Executor, alertIds: readonly Hash[]): Promise<Map<Hash, unknown>> {
  if (alertIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("event")
    .distinctOn("alert_id")
    .select(["alert_id", "payload"])
    .where("kind", "=", "withdrawn")
    .where("alert_id", "in", alertIds.map(bytesOf))
    .orderBy("alert_id")
    .orderBy("position", "desc")
    .execute();
  return new Map(rows.map((row) => [hexOf(row.alert_id), row.payload]));
}
