import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";

/** Undefined while nobody has come with one. */
export async function findInstallationKeyId(db: Executor): Promise<Buffer | undefined> {
  return (await db.selectFrom("installation_key").select("id").executeTakeFirst())?.id;
}

/**
 * Which key secrets and own addresses rest under here: the first that somebody came with, or the last that it was changed to.
 * Whatever seals, opens or hashes asks at its start: under another key no address of a set would ever be met again, and nothing
 * would say so.
 */
export async function getInstallationKeyId(db: Executor, offered: { id: Buffer }): Promise<Buffer> {
  const known = await db.selectFrom("installation_key").select("id").executeTakeFirst();
  if (known !== undefined) return known.id;
  await db
    .insertInto("installation_key")
    .values({ id: offered.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom("installation_key").select("id").executeTakeFirstOrThrow()).id;
}

/** Nobody changes the key before this transaction ends; what it stores under the key in force stays readable. */
export async function holdInstallationKey(tx: Executor): Promise<void> {
  await takeAdvisoryLock(tx, "installation-key", "shared");
}
