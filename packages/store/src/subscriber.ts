import type { Executor } from "./database.ts";

export interface StoredSubscriber {
  id: string;
  name: string;
  sandboxOf?: string;
  createdAt: Date;
}

export async function findSubscriber(db: Executor, id: string): Promise<StoredSubscriber | undefined> {
  const row = await db.selectFrom("subscriber").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    name: row.name,
    ...(row.sandbox_of !== null && { sandboxOf: row.sandbox_of }),
    createdAt: row.created_at,
  };
}

export async function ensureSandbox(tx: Executor, subscriberId: string, id: string): Promise<string> {
  const row = await tx
    .insertInto("subscriber")
    .values({ id, name: "sandbox", sandbox_of: subscriberId })
    .onConflict((conflict) => conflict.column("sandbox_of").doUpdateSet({ sandbox_of: subscriberId }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}
