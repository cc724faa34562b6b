import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

/** An exchange, or whoever else is told of alerts; or its sandbox. */
export interface StoredSubscriber {
  id: string;
  name: string;
  /** Of a sandbox: whose it is. */
  sandboxOf?: string;
  createdAt: Date;
}

/** @throws Problem `subscriber_exists`, also for the same name in other capitals */
export async function insertSubscriber(
  tx: Executor,
  { id, name }: { id: string; name: string },
): Promise<StoredSubscriber> {
  const row = await tx
    .insertInto("subscriber")
    .values({ id, name })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("subscriber_exists", name);
  return subscriberOf(row);
}

/** By name; sandboxes are no part of it. */
export async function listSubscribers(
  db: Executor,
  { limit, afterName }: { limit: number; afterName?: string },
): Promise<StoredSubscriber[]> {
  let query = db.selectFrom("subscriber").selectAll().where("sandbox_of", "is", null).orderBy("name").limit(limit);
  if (afterName !== undefined) query = query.where("name", ">", afterName);
  return (await query.execute()).map(subscriberOf);
}

/** Also a sandbox. */
export async function findSubscriber(db: Executor, id: string): Promise<StoredSubscriber | undefined> {
  const row = await db.selectFrom("subscriber").selectAll().where("id", "=", id).executeTakeFirst();
  return row && subscriberOf(row);
}

/** Also sandboxes. */
export async function listSubscribersOf(db: Executor, ids: readonly string[]): Promise<StoredSubscriber[]> {
  if (ids.length === 0) return [];
  return (await db.selectFrom("subscriber").selectAll().where("id", "in", ids).execute()).map(subscriberOf);
}

/** In whatever capitals; no sandbox. */
export async function findSubscriberByName(db: Executor, name: string): Promise<StoredSubscriber | undefined> {
  const row = await db
    .selectFrom("subscriber")
    .selectAll()
    .where("sandbox_of", "is", null)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst();
  return row && subscriberOf(row);
}

/**
 * The subscriber's own sandbox, made where there is none yet; also when two ask at once.
 * @param id of the sandbox, should it have to be made
 * @returns the sandbox's id
 * @throws Problem `not_found` where the subscriber is none, or a sandbox itself
 */
export async function ensureSandbox(tx: Executor, subscriberId: string, id: string): Promise<string> {
  await sql`
    insert into subscriber (id, name, sandbox_of)
    select ${id}::uuid, name, id from subscriber where id = ${subscriberId}::uuid and sandbox_of is null
    on conflict (sandbox_of) do nothing`.execute(tx);
  // A statement of its own: it sees the one that somebody else has committed meanwhile.
  const sandbox = await tx
    .selectFrom("subscriber")
    .select("id")
    .where("sandbox_of", "=", subscriberId)
    .executeTakeFirst();
  if (sandbox === undefined) throw new Problem("not_found", `subscriber ${subscriberId}`);
  return sandbox.id;
}

function subscriberOf(row: Selectable<Schema["subscriber"]>): StoredSubscriber {
  return {
    id: row.id,
    name: row.name,
    ...(row.sandbox_of !== null && { sandboxOf: row.sandbox_of }),
    createdAt: row.created_at,
  };
}
