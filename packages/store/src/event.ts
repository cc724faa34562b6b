import type { AlertEvent } from "@redflag/domain/alert-event";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** Written with the change it tells, in the same transaction. Ids are content: telling it twice is a programmer's error. */
export async function insertEvents(
  tx: Executor,
  events: ReadonlyArray<{ event: AlertEvent; payload: object }>,
): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto("event")
    .values(
      events.map(({ event, payload }) => ({
        id: bytesOf(event.id),
        alert_id: bytesOf(event.alert.id),
        kind: event.kind,
        revision: bytesOf(event.revision),
        state_seq: event.alert.stateSeq,
        payload: JSON.stringify(payload),
      })),
    )
    .execute();
}

/** Events after a position in the order they were written, oldest first. */
export async function listEventsAfter(
  db: Executor,
  position: number,
  limit: number,
): Promise<Array<{ position: number; id: string; kind: string; payload: unknown }>> {
  const rows = await db
    .selectFrom("event")
    .select(["position", "id", "kind", "payload"])
    .where("position", ">", position)
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ position: row.position, id: hexOf(row.id), kind: row.kind, payload: row.payload }));
}
