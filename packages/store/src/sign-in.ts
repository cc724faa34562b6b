import type { Executor } from "./database.ts";
import type { StoredUser } from "./user.ts";
import { userOf } from "./user-row.ts";

/**
 * So many wrong passwords lock an account: for a quarter of an hour the first time, twice as long each time after that, a
 * day at most. Ours; what NIST SP 800-63B §5.2.2 asks for is that no more than 100 in a row are ever tried, so the
 * hundredth locks until an admin lifts it. To get there takes a fortnight.
 */
export const LOCK_AFTER_FAILURES = 5;
const FAILURES_IN_ROW_MAX = 100;
const FIRST_LOCK_MS = 900_000;
const LOCK_MS_MAX = 86_400_000;

/** Until an admin lifts it. */
const NO_END = new Date("9999-12-31T00:00:00.000Z");

/** Until when the last of so many wrong passwords in a row locks; undefined where it does not. */
export function lockedUntilAfter(failedCount: number, now: Date): Date | undefined {
  if (failedCount >= FAILURES_IN_ROW_MAX) return NO_END;
  if (failedCount === 0 || failedCount % LOCK_AFTER_FAILURES !== 0) return undefined;
  const lockMs = FIRST_LOCK_MS * 2 ** (failedCount / LOCK_AFTER_FAILURES - 1);
  return new Date(now.getTime() + Math.min(lockMs, LOCK_MS_MAX));
}

export type Attempt =
  /** Nobody has this email here, the account is closed, or its owner signs in with OpenID Connect. */
  | { outcome: "unknown" }
  /** No password is tried until then, not even the right one. */
  | { outcome: "locked"; user: StoredUser; until: Date }
  | { outcome: "try"; user: StoredUser; passwordHash: string };

/**
 * Every check of a password begins here, in a transaction that is committed before the password is looked at: it counts
 * the attempt as a wrong one, and locks, in one step. However many guesses come at once, no more are tried than the bound
 * says. A right password takes it back (`recordRightPassword`).
 */
export async function claimAttempt(tx: Executor, email: string, now: Date): Promise<Attempt> {
  const row = await tx
    .selectFrom("app_user")
    .selectAll()
    .where("email", "=", email.toLowerCase())
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.password_hash === null || row.disabled_at !== null) return { outcome: "unknown" };
  if (row.locked_until !== null && row.locked_until > now) {
    return { outcome: "locked", user: userOf(row), until: row.locked_until };
  }
  const failedCount = row.failed_count + 1;
  const lockedUntil = lockedUntilAfter(failedCount, now) ?? null;
  await tx
    .updateTable("app_user")
    .set({ failed_count: failedCount, locked_until: lockedUntil })
    .where("id", "=", row.id)
    .execute();
  const user = userOf({ ...row, failed_count: failedCount, locked_until: lockedUntil });
  return { outcome: "try", user, passwordHash: row.password_hash };
}

/** The password was right: what was counted is forgotten, and a lock that this very attempt had put on is off again. */
export async function recordRightPassword(tx: Executor, id: string): Promise<void> {
  await tx.updateTable("app_user").set({ failed_count: 0, locked_until: null }).where("id", "=", id).execute();
}
