import type { Hex } from "@redflag/domain/hex";
import type { Executor } from "./database.ts";
import { insertReleasedEvents } from "./released-event.ts";
import { ensureSandbox } from "./subscriber.ts";

/** The sandbox of a subscriber; undefined until the first key for it was made. @returns its own id as a subscriber */
export async function findSandbox(db: Executor, subscriberId: string): Promise<string | undefined> {
  const row = await db.selectFrom("subscriber").select("id").where("sandbox_of", "=", subscriberId).executeTakeFirst();
  return row?.id;
}

/**
 * The sandbox of a subscriber, made where there is none yet, and in it these events, each once.
 * @param id of the sandbox, should it have to be made
 * @returns the sandbox's id
 * @throws Problem `not_found` where the subscriber is none, or a sandbox itself
 */
export async function openSandbox(
  tx: Executor,
  subscriberId: string,
  { id, samples }: { id: string; samples: ReadonlyArray<{ id: Hex; payload: object }> },
): Promise<string> {
  const sandboxId = await ensureSandbox(tx, subscriberId, id);
  await insertReleasedEvents(
    tx,
    sandboxId,
    samples.map((sample) => ({ eventId: sample.id, payload: sample.payload })),
  );
  return sandboxId;
}
