import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Tells whoever sends webhooks, once it is committed, that there is something to send: without it the next look would find it. */
export async function noticeReleased(tx: Executor): Promise<void> {
  await sql`select pg_notify('redflag_released', '')`.execute(tx);
}
