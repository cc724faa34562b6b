import { randomUUID } from "node:crypto";
import { NAME_CHARS_MAX } from "@redflag/contract/http/fields";
import type { Executor } from "@redflag/store/database";
import { endSessions } from "@redflag/store/session";
import { findUserByEmail, findUserByOidc, insertUser, type StoredUser, updateUser } from "@redflag/store/user";
import type { OidcPerson } from "./oidc-person.ts";

export type Settled =
  | { isOpen: true; user: StoredUser; isNew: boolean }
  | { isOpen: false; cause: OidcCause; userId?: string };

/** Why somebody whom the provider vouches for may not sign in. */
export type OidcCause = "no_role" | "disabled" | "email_unverified" | "email_taken";

/**
 * The account of a person whom the provider vouches for: found by the provider's own name for them, made at the first
 * sign-in, with the roles that the groups give today. An account that somebody else has under the same email stays theirs:
 * who may choose an address at the provider must not come into an account here by it.
 * @throws Problem `last_admin` when the groups make the last admin something else
 */
export async function settleAccount(tx: Executor, person: OidcPerson, now: Date): Promise<Settled> {
  const { issuer, subject, email, roles } = person;
  const known = await findUserByOidc(tx, issuer, subject);
  if (known !== undefined) return settleKnown(tx, known, person, now);
  if (roles.length === 0) return { isOpen: false, cause: "no_role" };
  if (email === undefined) return { isOpen: false, cause: "email_unverified" };
  const other = await findUserByEmail(tx, email);
  if (other !== undefined) return { isOpen: false, cause: "email_taken", userId: other.id };
  const name = person.name ?? email.slice(0, NAME_CHARS_MAX);
  const user = await insertUser(tx, { id: randomUUID(), email, name, roles, oidc: { issuer, subject } });
  return { isOpen: true, user, isNew: true };
}

async function settleKnown(
  tx: Executor,
  known: StoredUser,
  { name = known.name, roles }: OidcPerson,
  now: Date,
): Promise<Settled> {
  const { id } = known;
  if (known.disabledAt !== undefined) return { isOpen: false, cause: "disabled", userId: id };
  if (roles.length === 0) {
    // Whoever was taken out of every group does not go on in a session of before either.
    await endSessions(tx, id, now);
    return { isOpen: false, cause: "no_role", userId: id };
  }
  const isSame =
    known.name === name && known.roles.length === roles.length && roles.every((r) => known.roles.includes(r));
  const user = isSame ? known : ((await updateUser(tx, { id, patch: { name, roles } })) ?? known);
  return { isOpen: true, user, isNew: false };
}
