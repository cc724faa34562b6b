import type { User } from "@redflag/contract/http/routes/users";
import type { StoredUser } from "@redflag/store/user";

export function userBody(user: StoredUser, now: Date, lastSeenAt?: Date): User {
  const { id, email, name, roles, subscriberId, signIn, createdAt, lockedUntil, disabledAt } = user;
  return {
    id,
    email,
    name,
    roles,
    ...(subscriberId !== undefined && { subscriber: subscriberId }),
    signIn,
    createdAt: createdAt.toISOString(),
    ...(lastSeenAt !== undefined && { lastSeenAt: lastSeenAt.toISOString() }),
    ...(lockedUntil !== undefined && lockedUntil > now && { lockedUntil: lockedUntil.toISOString() }),
    ...(disabledAt !== undefined && { disabledAt: disabledAt.toISOString() }),
  };
}
