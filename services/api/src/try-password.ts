import { DUMMY_HASH, verifyPassword } from "@redflag/runtime/password";
import type { Database, Executor } from "@redflag/store/database";
import { claimAttempt } from "@redflag/store/sign-in";
import { inTransaction } from "@redflag/store/transaction";
import { findUserByEmail, type StoredUser } from "@redflag/store/user";

/** Why a password opened nothing. The audit is told, whoever tried is not. */
type Cause = "unknown" | "locked" | "no_password" | "wrong" | "disabled";

interface Wrong {
  isRight: false;
  cause: Cause;
  userId?: string;
}

export type Verdict = { isRight: true; user: StoredUser; passwordHash: string } | Wrong;

/**
 * Tries a password once. The attempt is counted, and committed, before the password is looked at: of many guesses at the
 * same time no more are tried than one after the other, and none holds a connection while it is hashed. Whatever is wrong,
 * the same work is done, so that the time does not tell whether there is such an account.
 */
export async function tryPassword(
  staff: Database,
  { email, password, now }: { email: string; password: string; now: Date },
): Promise<Verdict> {
  const attempt = await inTransaction(staff, (tx) => claimAttempt(tx, email, now));
  const passwordHash = attempt.outcome === "try" ? attempt.passwordHash : DUMMY_HASH;
  const isRight = await verifyPassword(passwordHash, password);
  switch (attempt.outcome) {
    case "unknown":
      return explain(staff.kysely, email);
    case "locked":
      return { isRight: false, cause: "locked", userId: attempt.user.id };
    case "try":
      if (isRight) return { isRight, user: attempt.user, passwordHash };
      return { isRight, cause: "wrong", userId: attempt.user.id };
  }
}

async function explain(db: Executor, email: string): Promise<Wrong> {
  const user = await findUserByEmail(db, email);
  if (user === undefined) return { isRight: false, cause: "unknown" };
  return { isRight: false, cause: user.disabledAt === undefined ? "no_password" : "disabled", userId: user.id };
}
