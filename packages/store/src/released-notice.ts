import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Tells whoever listens that a subscriber was given events, or that some are to be sent again. */
export const RELEASED_CHANNEL = "redflag_released";

/** Once it is committed: without it the next look would find what there is to send. */
export async function noticeReleased(tx: Executor): Promise<void> {
  await sql`select pg_notify(${RELEASED_CHANNEL}, '')`.execute(tx);
}
