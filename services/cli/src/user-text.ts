import type { StoredUser } from "@redflag/store/user";

/** "ada@fiu.example  Ada Lovelace, admin; locked until 2026-01-05T12:15:00.000Z" */
export function userText(user: StoredUser, now: Date, subscriberName?: string): string {
  const { email, name, roles, signIn, lockedUntil, disabledAt } = user;
  const parts = [
    `${email}  ${name}, ${roles.join(", ")}${subscriberName === undefined ? "" : ` of ${subscriberName}`}`,
  ];
  if (signIn === "oidc") parts.push("signs in with OpenID Connect");
  if (lockedUntil !== undefined && lockedUntil > now) parts.push(`locked until ${lockedUntil.toISOString()}`);
  if (disabledAt !== undefined) parts.push(`disabled since ${disabledAt.toISOString()}`);
  return parts.join("; ");
}
