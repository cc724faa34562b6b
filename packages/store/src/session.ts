import { sql } from "kysely";
import type { Executor } from "./database.ts";
import type { StoredUser } from "./user.ts";
import { userOf } from "./user-row.ts";

/**
 * How long a session may lie idle: the hour that NIST SP 800-63B-4 §2.2.3 names as the longest at assurance level 2. Whoever
 * leaves a desk for lunch comes back to a closed console, and whoever reads a long case does not.
 */
export const SESSION_IDLE_MS = 3_600_000;

/** A use is written down once in so long: a write for each request would cost more than the request. */
const TOUCH_MS = 60_000;

const SESSIONS_LISTED_MAX = 1_000;

export interface StoredSession {
  id: string;
  userId: string;
  csrfToken: string;
  userAgent: string;
  createdAt: Date;
  /** To the minute. */
  lastSeenAt: Date;
  expiresAt: Date;
}

export interface NewSession {
  /** SHA-256 of the cookie's value. */
  tokenHash: Buffer;
  id: string;
  userId: string;
  csrfToken: string;
  userAgent: string;
  now: Date;
  /** However much it is used. */
  expiresAt: Date;
}

export async function insertSession(tx: Executor, session: NewSession): Promise<void> {
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
    })
    .execute();
}

/** The session that a cookie opens, and whose it is. Undefined when it has ended in any way, or the account was closed. */
export async function findSession(
  db: Executor,
  tokenHash: Buffer,
  now: Date,
): Promise<{ session: StoredSession; user: StoredUser } | undefined> {
  const row = await db
    .selectFrom("session")
    .innerJoin("app_user", "app_user.id", "session.user_id")
    .select(SESSION_COLUMNS)
    .selectAll("app_user")
    .where("token_hash", "=", tokenHash)
    .where("disabled_at", "is", null)
    .where(isOpen(now))
    .executeTakeFirst();
  return row && { session: sessionOf(row), user: userOf(row) };
}

/** Notes that a session was used, once a minute at most. */
export async function touchSession(db: Executor, tokenHash: Buffer, now: Date): Promise<void> {
  await db
    .updateTable("session")
    .set({ last_seen_at: now })
    .where("token_hash", "=", tokenHash)
    .where("last_seen_at", "<=", new Date(now.getTime() - TOUCH_MS))
    .execute();
}

/** A person's open sessions, newest first. */
export async function listSessions(db: Executor, userId: string, now: Date): Promise<StoredSession[]> {
  const rows = await db
    .selectFrom("session")
    .select(SESSION_COLUMNS)
    .where("user_id", "=", userId)
    .where(isOpen(now))
    .orderBy("session.created_at", "desc")
    .orderBy("session.id", "desc")
    .limit(SESSIONS_LISTED_MAX)
    .execute();
  return rows.map(sessionOf);
}

/** When each of these people was last there; absent: never. To the minute. */
export async function listLastSeen(db: Executor, userIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("session")
    .select(["user_id", sql<Date>`max(last_seen_at)`.as("seen_at")])
    .where("user_id", "in", userIds)
    .groupBy("user_id")
    .execute();
  return new Map(rows.map(({ user_id, seen_at }) => [user_id, seen_at]));
}

/** Ends one of a person's sessions. @returns whether it was open until now */
export async function endSession(tx: Executor, id: string, userId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("session")
    .set({ ended_at: now })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where(isOpen(now))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends all of a person's sessions, but for one where it is given. @returns how many */
export async function endSessions(tx: Executor, userId: string, now: Date, exceptId?: string): Promise<number> {
  let query = tx.updateTable("session").set({ ended_at: now }).where("user_id", "=", userId);
  if (exceptId !== undefined) query = query.where("id", "<>", exceptId);
  const { numUpdatedRows } = await query.where("ended_at", "is", null).executeTakeFirst();
  return Number(numUpdatedRows);
}

const SESSION_COLUMNS = [
  "session.id as session_id",
  "session.user_id",
  "session.csrf_token",
  "session.user_agent",
  "session.created_at as session_created_at",
  "session.last_seen_at",
  "session.expires_at",
] as const;

function isOpen(now: Date) {
  return sql<boolean>`ended_at is null and expires_at > ${now}
    and last_seen_at > ${new Date(now.getTime() - SESSION_IDLE_MS)}`;
}

function sessionOf(row: {
  session_id: string;
  user_id: string;
  csrf_token: string;
  user_agent: string;
  session_created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}): StoredSession {
  return {
    id: row.session_id,
    userId: row.user_id,
    csrfToken: row.csrf_token,
    userAgent: row.user_agent,
    createdAt: row.session_created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}
