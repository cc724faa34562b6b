import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray, numberArray, textArray } from "./sql-array.ts";

const ROWS_AT_ONCE = 10_000;

/** Until the transaction ends nothing else is sealed or hashed: whoever begins to waits, and then finds the new key. */
export async function lockInstallationKey(tx: Executor): Promise<void> {
  await takeAdvisoryLock(tx, "installation-key", "exclusive");
}

export async function hasOwnAddresses(tx: Executor): Promise<boolean> {
  return (await tx.selectFrom("set_address").select("set_id").limit(1).executeTakeFirst()) !== undefined;
}

export interface RestingUnder {
  toId: Buffer;
  reseal: (subscriptionId: string, sealed: Buffer) => Buffer;
  rehash: (hash: Buffer) => Buffer;
}

/** Puts everything under another key, as the tables' owner, who holds `lockInstallationKey`. */
export async function changeInstallationKey(
  tx: Executor,
  { toId, reseal, rehash }: RestingUnder,
): Promise<{ secretCount: number; addressCount: number }> {
  const secretCount = await resealSecrets(tx, reseal);
  const addressCount = await rehashAddresses(tx, rehash);
  await tx.updateTable("installation_key").set({ id: toId, made_at: sql<Date>`now()` }).execute();
  return { secretCount, addressCount };
}

/** Also of what is deleted or has ended: nothing stays behind under the old key. */
async function resealSecrets(tx: Executor, reseal: RestingUnder["reseal"]): Promise<number> {
  const rows = await tx
    .selectFrom("subscription_secret")
    .select(["subscription_id", "seq", "sealed"])
    .orderBy("subscription_id")
    .orderBy("seq")
    .forUpdate()
    .execute();
  const resealed = rows.map((row) => hexOf(reseal(row.subscription_id, row.sealed)));
  await sql`
    update subscription_secret set sealed = given.sealed
    from unnest(
      ${textArray(rows.map((row) => row.subscription_id))}::uuid[], ${numberArray(rows.map(({ seq }) => seq))}::integer[],
      ${byteaArray(resealed)}::bytea[]
    ) as given (id, seq, sealed)
    where subscription_secret.subscription_id = given.id and subscription_secret.seq = given.seq`.execute(tx);
  return rows.length;
}

/** Aside first: a walk along the hashes that changed them would meet its own. */
async function rehashAddresses(tx: Executor, rehash: RestingUnder["rehash"]): Promise<number> {
  await sql`create temporary table rehashed (was bytea primary key, becomes bytea not null) on commit drop`.execute(tx);
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const { rows } = await sql<{ was: Buffer }>`
      select distinct address_hash as was from set_address where address_hash > ${after}
      order by address_hash limit ${ROWS_AT_ONCE}`.execute(tx);
    const last = rows.at(-1);
    if (last === undefined) break;
    await sql`
      insert into rehashed select * from unnest(
        ${byteaArray(rows.map(({ was }) => hexOf(was)))}::bytea[], ${byteaArray(rows.map(({ was }) => hexOf(rehash(was))))}::bytea[]
      )`.execute(tx);
    after = last.was;
  }
  const { numAffectedRows = 0n } = await sql`
    update set_address set address_hash = becomes from rehashed where address_hash = was`.execute(tx);
  return Number(numAffectedRows);
}
