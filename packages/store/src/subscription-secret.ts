import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/** A secret, without what it is. */
export interface SecretFacts {
  createdAt: Date;
  /** Nothing is signed with it from then on; absent of the one that stays. */
  endsAt?: Date;
}

/** Those that sign by now, oldest first, by subscription. */
export async function listLiveSecrets(
  db: Executor,
  subscriptionIds: readonly string[],
  now: Date,
): Promise<Map<string, SecretFacts[]>> {
  const { rows } = await sql<{ id: string; created_at: Date; ends_at: Date | null }>`
    select subscription_id as id, created_at, ends_at from subscription_secret
    where subscription_id = any(${textArray(subscriptionIds)}::uuid[]) and (ends_at is null or ends_at > ${now})
    order by subscription_id, seq`.execute(db);
  const grouped = Map.groupBy(rows, ({ id }) => id);
  return new Map([...grouped].map(([id, secrets]) => [id, secrets.map(factsOf)]));
}

/**
 * A new secret. The one before it signs besides until `previousEndsAt`, and none that is older: two live at most.
 * @param sealed by the installation's key
 */
export async function insertSecret(
  tx: Executor,
  {
    subscriptionId,
    sealed,
    now,
    previousEndsAt = now,
  }: { subscriptionId: string; sealed: Buffer; now: Date; previousEndsAt?: Date },
): Promise<void> {
  // One rotation at a time: the second sees what the first has made.
  await sql`select from subscription where id = ${subscriptionId}::uuid for no key update`.execute(tx);
  const { rows } = await sql<{ seq: number }>`
    select coalesce(max(seq), 0) as seq from subscription_secret where subscription_id = ${subscriptionId}::uuid`.execute(
    tx,
  );
  const last = rows[0]?.seq ?? 0;
  await sql`delete from subscription_secret where subscription_id = ${subscriptionId}::uuid and seq < ${last}`.execute(
    tx,
  );
  await sql`
    update subscription_secret set ends_at = ${previousEndsAt}
    where subscription_id = ${subscriptionId}::uuid and seq = ${last}`.execute(tx);
  await tx
    .insertInto("subscription_secret")
    .values({ subscription_id: subscriptionId, seq: last + 1, sealed, created_at: now, ends_at: null })
    .execute();
}

function factsOf({ created_at, ends_at }: { created_at: Date; ends_at: Date | null }): SecretFacts {
  return { createdAt: created_at, ...(ends_at !== null && { endsAt: ends_at }) };
}
