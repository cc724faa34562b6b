import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Tells whoever listens that exchanges are told something: it waits to be given to subscribers, or to be sent to them. */
export const TOLD_CHANNEL = "redflag_told";

/** Once it is committed: without it the next look would find what there is to do. */
export async function noticeTold(tx: Executor): Promise<void> {
  await sql`select pg_notify(${TOLD_CHANNEL}, '')`.execute(tx);
}
