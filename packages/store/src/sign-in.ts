import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { type StoredUser, userOf } from "./user.ts";

const WRONG_MAX = 5;
const LOCK_MS = 15 * 60_000;

export type Attempt = { kind: "locked"; until: Date } | { kind: "unknown" } | { kind: "try"; user: StoredUser };

export async function claimAttempt(tx: Executor, email: string, now: Date): Promise<Attempt> {
  const row = await tx.selectFrom("app_user").selectAll().where("email", "=", email).forUpdate().executeTakeFirst();
  if (row === undefined) return { kind: "unknown" };
  if (row.locked_until !== null && row.locked_until > now) return { kind: "locked", until: row.locked_until };
  const failed = row.locked_until === null ? row.failed_count + 1 : 1;
  const lockedUntil = failed >= WRONG_MAX ? new Date(now.getTime() + LOCK_MS) : null;
  await tx
    .updateTable("app_user")
    .set({ failed_count: failed, locked_until: lockedUntil })
    .where("id", "=", row.id)
    .execute();
  return { kind: "try", user: userOf(row) };
}

export async function recordRightPassword(tx: Executor, id: string): Promise<void> {
  await tx
    .updateTable("app_user")
    .set({ failed_count: sql<number>`0`, locked_until: null })
    .where("id", "=", id)
    .execute();
}
