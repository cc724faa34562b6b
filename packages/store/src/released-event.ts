import type { Executor } from "./database.ts";

export async function insertReleasedEvents(
  tx: Executor,
  subscriberId: string,
  events: ReadonlyArray<{ id: string; payload: unknown }>,
): Promise<void> {
  for (const [index, { id, payload }] of events.entries()) {
    await tx
      .insertInto("released_event")
      .values({
        subscriber_id: subscriberId,
        position: index + 1,
        event_id: Buffer.from(id.slice(2), "hex"),
        payload: JSON.stringify(payload),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
