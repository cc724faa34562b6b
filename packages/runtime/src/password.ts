import { hash, verify } from "@node-rs/argon2";
import { Problem } from "@redflag/domain/problem";
import pLimit from "p-limit";

/** Argon2id as RFC 9106 §4 recommends it second, for where 2 GiB a password are too much; OWASP's least is a third of it. */
const PARAMETERS = { memoryCost: 65_536, timeCost: 3, parallelism: 4, outputLen: 32 };

/** Of the four threads that Node keeps for such work, two stay free for files and names; memory stays under 128 MiB. */
const AT_ONCE_MAX = 2;
/** A queue of a few seconds. Whoever comes later is told so at once. */
export const WAITING_MAX = 64;

const limit = pLimit(AT_ONCE_MAX);

/**
 * PHC string of a hash that no password has: an email that nobody has here takes as long to be refused as a wrong password.
 */
export const DUMMY_HASH =
  "$argon2id$v=19$m=65536,t=3,p=4$3ULBYywB0YPTx9jzdSUFBA$94wXg+7tZ3p7ZyygYH9H/ilP5x5YTWjE3sNwbKnXV7M";

/**
 * PHC string, with a salt of its own.
 * @throws Problem `rate_limited` when too many wait already
 */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(prepared(password), PARAMETERS));
}

/** Costs what the hash's own parameters say, whichever the answer is. @throws Problem as `hashPassword` does */
export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return inTurn(() => verify(phc, prepared(password)));
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (limit.pendingCount >= WAITING_MAX) {
    return Promise.reject(new Problem("rate_limited", `${WAITING_MAX} passwords wait to be checked already`));
  }
  return limit(work);
}

/**
 * As OpaqueString of RFC 8265 maps it: the same password typed on another keyboard is the same. Letters and their accents
 * are composed, spaces of any kind are one kind; capitals, width and everything else stay.
 */
function prepared(password: string): string {
  return password.replace(/\p{Zs}/gu, " ").normalize("NFC");
}
