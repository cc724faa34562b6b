import type { Executor } from "./database.ts";
import { findUser, type StoredUser } from "./user.ts";

export interface StoredSession {
  id: string;
  userId: string;
  csrfToken: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

export async function insertSession(
  tx: Executor,
  session: Pick<StoredSession, "id" | "userId" | "csrfToken" | "userAgent" | "expiresAt"> & {
    tokenHash: Buffer;
    now: Date;
  },
): Promise<void> {
  await tx
    .insertInto("session")
    .values({
      token_hash: session.tokenHash,
      id: session.id,
      user_id: session.userId,
      csrf_token: session.csrfToken,
      user_agent: session.userAgent,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      ended_at: null,
    })
    .execute();
}

export async function findSession(
  db: Executor,
  tokenHash: Buffer,
  now: Date,
): Promise<{ session: StoredSession; user: StoredUser } | undefined> {
  const row = await db
    .selectFrom("session")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  const user = row && (await findUser(db, row.user_id));
  if (row === undefined || user === undefined || user.disabledAt !== undefined) return undefined;
  return { session: sessionOf(row), user };
}

export async function listSessions(db: Executor, userId: string, now: Date): Promise<StoredSession[]> {
  const rows = await db
    .selectFrom("session")
    .selectAll()
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("created_at", "desc")
    .limit(200)
    .execute();
  return rows.map(sessionOf);
}

export async function endSession(tx: Executor, id: string, userId: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable("session")
    .set({ ended_at: now })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function endSessions(tx: Executor, userId: string, now: Date, exceptId?: string): Promise<number> {
  let query = tx
    .updateTable("session")
    .set({ ended_at: now })
    .where("user_id", "=", userId)
    .where("ended_at", "is", null);
  if (exceptId !== undefined) query = query.where("id", "!=", exceptId);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

function sessionOf(row: {
  id: string;
  user_id: string;
  csrf_token: string;
  user_agent: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}): StoredSession {
  return {
    id: row.id,
    userId: row.user_id,
    csrfToken: row.csrf_token,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}
