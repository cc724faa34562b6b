import type { AlertEvent } from "@redflag/domain/alert-event";
import { bytesOf } from "./bytes.ts";
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
