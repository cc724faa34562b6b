import { Problem } from "@redflag/domain/problem";
import type { Executor } from "./database.ts";

/** Undefined while nobody has come with one. */
export async function findInstallationKeyId(db: Executor): Promise<Buffer | undefined> {
  return (await db.selectFrom("installation_key").select("id").executeTakeFirst())?.id;
}

/**
 * That this is the installation's key, which the first to come with one says. Whatever seals, opens or hashes asks it at its
 * start: under another key no address of a set would ever be met again, and nothing would say so.
 * @throws Problem `installation_key_invalid`
 */
export async function assertInstallationKey(db: Executor, { id }: { id: Buffer }): Promise<void> {
  await db
    .insertInto("installation_key")
    .values({ id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id: known } = await db.selectFrom("installation_key").select("id").executeTakeFirstOrThrow();
  if (known.equals(id)) return;
  throw new Problem("installation_key_invalid", "what is in this database was sealed under another one");
}
