import type { Permission } from "@redflag/domain/permission";
import type { Role } from "@redflag/domain/role";
import type { Executor } from "./database.ts";

export interface KeyOfSecret {
  id: string;
  name: string;
  role: Role;
  scopes: readonly Permission[];
  subscriberId?: string;
  /** The subscriber is the sandbox of another. */
  sandbox: boolean;
  expiresAt: Date;
  revokedAt?: Date;
}

export async function findApiKeyBySecret(db: Executor, hash: Buffer): Promise<KeyOfSecret | undefined> {
  const row = await db
    .selectFrom("api_key")
    .leftJoin("subscriber", "subscriber.id", "api_key.subscriber_id")
    .select(["api_key.id", "api_key.name", "role", "scopes", "subscriber_id", "expires_at", "revoked_at", "sandbox_of"])
    .where("secret_hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    scopes: row.scopes as Permission[],
    ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    sandbox: row.sandbox_of !== null,
    expiresAt: row.expires_at,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  };
}

export async function touchApiKeys(db: Executor, ids: readonly string[], at: Date): Promise<void> {
  await db.updateTable("api_key").set({ last_used_at: at }).where("id", "in", ids).execute();
}
