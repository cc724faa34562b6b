import { DUMMY_HASH, verifyPassword } from "@redflag/runtime/password";
import type { Database } from "@redflag/store/database";
import { claimAttempt } from "@redflag/store/sign-in";
import { inTransaction } from "@redflag/store/transaction";
import type { StoredUser } from "@redflag/store/user";

/** Why a password opened nothing. The audit is told, whoever tried is not. */
type Cause = "unknown" | "locked" | "no_password" | "wrong" | "disabled";

export type Verdict =
  | { isRight: true; user: StoredUser & { passwordHash: string } }
  | { isRight: false; cause: Cause; userId?: string };

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
  const user = attempt.kind === "try" ? attempt.user : undefined;
  const passwordHash = user?.passwordHash;
  const isRight = await verifyPassword(passwordHash ?? DUMMY_HASH, password);
  if (user === undefined) return { isRight: false, cause: attempt.kind === "locked" ? "locked" : "unknown" };
  const cause = passwordHash === undefined ? "no_password" : !isRight ? "wrong" : user.disabledAt && "disabled";
  if (passwordHash === undefined || cause !== undefined) {
    return { isRight: false, cause: cause ?? "no_password", userId: user.id };
  }
  return { isRight: true, user: { ...user, passwordHash } };
}
