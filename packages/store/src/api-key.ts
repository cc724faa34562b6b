import { SANDBOX_KEY_START } from "@redflag/domain/api-key-form";
import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import type { Role } from "@redflag/domain/role";
import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import { isMissingReference } from "./database-error.ts";
import type { ApiKeyTable } from "./schema-people.ts";
import { textArray } from "./sql-array.ts";

/** A use is written down once in so long. */
const TOUCH_MS = 60_000;

/** An API key, without its secret. */
export interface StoredKey {
  id: string;
  name: string;
  /** The first characters of the secret. */
  prefix: string;
  role: Role;
  scopes: Permission[];
  /** Of the role `exchange`, and of no other. */
  subscriberId?: string;
  /** It reads as a sandbox and opens nothing else, as its prefix says. */
  sandbox: boolean;
  /** `user:<id>`, `key:<id>`, or `system` for the command line. */
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt?: Date;
  /** To the minute. */
  lastUsedAt?: Date;
  version: number;
}

export interface NewKey {
  id: string;
  name: string;
  prefix: string;
  /** SHA-256 of the secret. */
  secretHash: Buffer;
  role: Role;
  scopes: readonly Permission[];
  subscriberId?: string;
  createdBy: string;
  now: Date;
  expiresAt: Date;
}

/** All but the secret's hash, which the login of exchanges may not read: `select *` would be refused. */
const COLUMNS = [
  "api_key.id",
  "api_key.name",
  "api_key.prefix",
  "api_key.role",
  "api_key.scopes",
  "api_key.subscriber_id",
  "api_key.created_by",
  "api_key.created_at",
  "api_key.expires_at",
  "api_key.revoked_at",
  "api_key.last_used_at",
  "api_key.version",
] as const;

/** @throws Problem `roles_invalid` for a role `exchange` without a subscriber, or another with one; `not_found` for the subscriber */
export async function insertApiKey(tx: Executor, key: NewKey): Promise<StoredKey> {
  if ((key.role === "exchange") !== (key.subscriberId !== undefined)) {
    const which = key.subscriberId === undefined ? "without" : "with";
    throw new Problem("roles_invalid", `a key of the role ${key.role} ${which} a subscriber`);
  }
  const row = await tx
    .insertInto("api_key")
    .values({
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      secret_hash: key.secretHash,
      role: key.role,
      scopes: [...key.scopes],
      subscriber_id: key.subscriberId ?? null,
      created_by: key.createdBy,
      created_at: key.now,
      expires_at: key.expiresAt,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
    // Looked up before, the subscriber might be hidden from whoever asks.
    .catch((error: unknown) => {
      throw isMissingReference(error) ? new Problem("not_found", `subscriber ${key.subscriberId}`) : error;
    });
  return keyOf(row);
}

/**
 * What authentication needs to know. Also a key that has expired or was revoked: whoever asks judges that. Whether its
 * subscriber is a sandbox is read from the subscriber itself.
 */
export async function findApiKeyBySecret(db: Executor, secretHash: Buffer): Promise<StoredKey | undefined> {
  const row = await db
    .selectFrom("api_key")
    .leftJoin("subscriber", "subscriber.id", "api_key.subscriber_id")
    .select([...COLUMNS, "subscriber.sandbox_of"])
    .where("secret_hash", "=", secretHash)
    .executeTakeFirst();
  // Without a subscriber, the join has null here, too.
  return row && { ...keyOf(row), sandbox: row.sandbox_of !== null };
}

export async function findApiKey(db: Executor, id: string): Promise<StoredKey | undefined> {
  const row = await db.selectFrom("api_key").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row && keyOf(row);
}

/** Newest first. An exchange's login is given its own by the database's policies alone. */
export async function listApiKeys(
  db: Executor,
  {
    limit,
    before,
    subscriberId,
    createdBy,
  }: { limit: number; before?: { createdAt: Date; id: string }; subscriberId?: string; createdBy?: string | undefined },
): Promise<StoredKey[]> {
  let query = db.selectFrom("api_key").select(COLUMNS).orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  if (subscriberId !== undefined) query = query.where("subscriber_id", "=", subscriberId);
  if (createdBy !== undefined) query = query.where("created_by", "=", createdBy);
  return (await query.execute()).map(keyOf);
}

/** Undefined, and nothing changed, where there is no such key or its version is another by now. */
export async function renameApiKey(
  tx: Executor,
  { id, version, name }: { id: string; version: number; name: string },
): Promise<StoredKey | undefined> {
  const row = await tx
    .updateTable("api_key")
    .set({ name, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && keyOf(row);
}

/** @returns whether it was this that revoked it: false where there is no such key, or somebody came first */
export async function revokeApiKey(tx: Executor, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("api_key")
    .set({ revoked_at: now, version: sql`version + 1` })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that keys were used, each once a minute at most. */
export async function touchApiKeys(db: Executor, ids: Iterable<string>, now: Date): Promise<void> {
  // Rows that another process writes down at this moment are left to it: two that met in opposite order would deadlock.
  await sql`
    update api_key set last_used_at = ${now} where id in (
      select id from api_key
      where id = any(${textArray(ids)}::uuid[])
        and (last_used_at is null or last_used_at <= ${new Date(now.getTime() - TOUCH_MS)})
      for no key update skip locked
    )`.execute(db);
}

function keyOf(row: Omit<Selectable<ApiKeyTable>, "secret_hash">): StoredKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    // The table's check holds the role, and whoever inserts the scopes, to the domain's words.
    role: row.role as Role,
    scopes: row.scopes as Permission[],
    ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    sandbox: row.prefix.startsWith(SANDBOX_KEY_START),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    version: row.version,
  };
}
