import { randomUUID } from "node:crypto";
import { PERMISSIONS } from "@redflag/domain/permission";
import { ROLES, type Role } from "@redflag/domain/role";
import { hashToken } from "@redflag/runtime/secret-token";
import type { Database } from "@redflag/store/database";
import { PASSWORD_HASH } from "./known-password.ts";

const DAY_MS = 86_400_000;

export interface SeededKey {
  id: string;
  secret: string;
}

export interface SeededSession {
  userId: string;
  cookie: string;
  csrfToken: string;
}

export async function seedSubscriber(db: Database, sandboxOf?: string): Promise<string> {
  const id = randomUUID();
  await db.pool.query("insert into subscriber (id, name, sandbox_of) values ($1, $2, $3)", [
    id,
    `Exchange ${id}`,
    sandboxOf ?? null,
  ]);
  return id;
}

/** A key of this role with every scope there is: what it opens is what the role opens. */
export async function seedKey(
  db: Database,
  role: Role,
  {
    subscriberId,
    scopes = PERMISSIONS,
    expiresAt = new Date(Date.now() + DAY_MS),
  }: {
    subscriberId?: string;
    scopes?: readonly string[];
    expiresAt?: Date;
  } = {},
): Promise<SeededKey> {
  const id = randomUUID();
  const secret = `rf_${Buffer.from(randomUUID() + randomUUID())
    .toString("base64url")
    .slice(0, 43)}`;
  await db.pool.query(
    `insert into api_key (id, name, prefix, secret_hash, role, scopes, subscriber_id, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'system', $8)`,
    [id, `${role} key`, secret.slice(0, 8), hashToken(secret), role, scopes, subscriberId ?? null, expiresAt],
  );
  return { id, secret };
}

/** A person of these roles with an open session. */
export async function seedSession(
  db: Database,
  roles: readonly Role[],
  { subscriberId, expiresAt = new Date(Date.now() + DAY_MS) }: { subscriberId?: string; expiresAt?: Date } = {},
): Promise<SeededSession> {
  const userId = randomUUID();
  const token = `session-${randomUUID()}`;
  const csrfToken = randomUUID();
  await db.pool.query(
    `insert into app_user (id, email, name, roles, subscriber_id, password_hash)
     values ($1, $2, 'A person', $3, $4, $5)`,
    [userId, `${userId}@example.org`, roles, subscriberId ?? null, PASSWORD_HASH],
  );
  await db.pool.query(
    `insert into session (token_hash, id, user_id, csrf_token, user_agent, expires_at)
     values ($1, $2, $3, $4, 'test', $5)`,
    [hashToken(token), randomUUID(), userId, csrfToken, expiresAt],
  );
  return { userId, cookie: `redflag_session=${token}`, csrfToken };
}

/** One key of every role, and one of a sandbox; the exchange's subscriber is given back. */
export async function seedKeysOfAllRoles(db: Database) {
  const subscriberId = await seedSubscriber(db);
  const sandboxId = await seedSubscriber(db, subscriberId);
  const keys = new Map<string, SeededKey>();
  for (const role of ROLES) keys.set(role, await seedKey(db, role, role === "exchange" ? { subscriberId } : {}));
  keys.set("sandbox", await seedKey(db, "exchange", { subscriberId: sandboxId }));
  return { subscriberId, sandboxId, keys };
}
