import type { Permission } from "@redflag/domain/permission";
import type { Role } from "@redflag/domain/role";
import { sql } from "kysely";
import type { Executor } from "./database.ts";

export interface StoredApiKey {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  scopes: Permission[];
  subscriberId?: string;
  sandbox: boolean;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt?: Date;
  lastUsedAt?: Date;
  version: number;
}

export interface NewApiKey {
  id: string;
  name: string;
  prefix: string;
  secretHash: Buffer;
  role: Role;
  scopes: readonly Permission[];
  subscriberId?: string;
  createdBy: string;
  now: Date;
  expiresAt: Date;
}

export async function insertApiKey(tx: Executor, key: NewApiKey): Promise<void> {
  await tx
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
      revoked_at: null,
      last_used_at: null,
    })
    .execute();
}

function select(db: Executor) {
  return db
    .selectFrom("api_key")
    .leftJoin("subscriber", "subscriber.id", "api_key.subscriber_id")
    .select([
      "api_key.id as id",
      "api_key.name as name",
      "prefix",
      "role",
      "scopes",
      "subscriber_id",
      "sandbox_of",
      "created_by",
      "api_key.created_at as created_at",
      "expires_at",
      "revoked_at",
      "last_used_at",
      "version",
    ]);
}

export async function findApiKey(db: Executor, id: string): Promise<StoredApiKey | undefined> {
  const row = await select(db).where("api_key.id", "=", id).executeTakeFirst();
  return row && keyOf(row);
}

export async function listApiKeys(
  db: Executor,
  { limit, before, subscriberId }: { limit: number; before?: { createdAt: Date; id: string }; subscriberId?: string },
): Promise<StoredApiKey[]> {
  let query = select(db).orderBy("api_key.created_at", "desc").orderBy("api_key.id", "desc").limit(limit);
  if (subscriberId !== undefined) query = query.where("subscriber_id", "=", subscriberId);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(api_key.created_at, api_key.id) < (${before.createdAt}, ${before.id})`);
  }
  return (await query.execute()).map(keyOf);
}

export async function renameApiKey(
  tx: Executor,
  { id, version, name }: { id: string; version: number; name: string },
): Promise<StoredApiKey | undefined> {
  const result = await tx
    .updateTable("api_key")
    .set((eb) => ({ name, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 0n ? undefined : findApiKey(tx, id);
}

export async function revokeApiKey(tx: Executor, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable("api_key")
    .set((eb) => ({ revoked_at: now, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function keyOf(row: Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>): StoredApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role as Role,
    scopes: row.scopes as Permission[],
    ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    sandbox: row.sandbox_of !== null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    version: row.version,
  };
}
