import type { Role } from "@redflag/domain/role";
import type { Executor } from "./database.ts";

export interface OpenSession {
  id: string;
  csrfToken: string;
  expiresAt: Date;
  user: { id: string; email: string; roles: readonly Role[]; subscriberId?: string };
}

/** The session of a cookie, unless it has ended or expired or its person's account is closed. */
export async function findSession(db: Executor, tokenHash: Buffer, now: Date): Promise<OpenSession | undefined> {
  const row = await db
    .selectFrom("session")
    .innerJoin("app_user", "app_user.id", "session.user_id")
    .select(["session.id", "csrf_token", "expires_at", "user_id", "email", "roles", "subscriber_id"])
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", now)
    .where("ended_at", "is", null)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    csrfToken: row.csrf_token,
    expiresAt: row.expires_at,
    user: {
      id: row.user_id,
      email: row.email,
      roles: row.roles as Role[],
      ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    },
  };
}
