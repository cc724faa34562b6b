import type { Executor } from "./database.ts";

export interface Subscriber {
  id: string;
  name: string;
  createdAt: Date;
}

/** By name, sandboxes left out. */
export async function listSubscribers(
  db: Executor,
  { afterName, limit }: { afterName?: string | undefined; limit: number },
): Promise<Subscriber[]> {
  let query = db
    .selectFrom("subscriber")
    .select(["id", "name", "created_at"])
    .where("sandbox_of", "is", null)
    .orderBy("name")
    .limit(limit);
  if (afterName !== undefined) query = query.where("name", ">", afterName);
  const rows = await query.execute();
  return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at }));
}

/** undefined when there is already one of this name. */
export async function insertSubscriber(tx: Executor, subscriber: Subscriber): Promise<Subscriber | undefined> {
  const row = await tx
    .insertInto("subscriber")
    .values({ id: subscriber.id, name: subscriber.name, created_at: subscriber.createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row && subscriber;
}
