import type { Executor } from "./database.ts";

/** The sandbox of a subscriber; undefined until the first key for it was made. @returns its own id as a subscriber */
export async function findSandbox(db: Executor, subscriberId: string): Promise<string | undefined> {
  const row = await db.selectFrom("subscriber").select("id").where("sandbox_of", "=", subscriberId).executeTakeFirst();
  return row?.id;
}
