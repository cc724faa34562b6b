import type { AlertEvent } from "@redflag/domain/alert-event";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** PostgreSQL binds at most 65,535 parameters. */
const EVENTS_PER_STATEMENT_MAX = 1_000;

/** Written with the change it tells, in the same transaction. Ids are content: telling it twice is a programmer's error. */
export async function insertEvents(
  tx: Executor,
  events: ReadonlyArray<{ event: AlertEvent; payload: object }>,
): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_PER_STATEMENT_MAX) {
    await insertPart(tx, events.slice(from, from + EVENTS_PER_STATEMENT_MAX));
  }
}

async function insertPart(tx: Executor, events: ReadonlyArray<{ event: AlertEvent; payload: object }>): Promise<void> {
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
