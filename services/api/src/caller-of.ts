import type { Permission } from "@redflag/domain/permission";
import { permissionsOf } from "@redflag/domain/role";
import type { StoredKey } from "@redflag/store/api-key";
import type { StoredSession } from "@redflag/store/session";
import type { StoredUser } from "@redflag/store/user";
import type { Caller } from "./caller.ts";

/** A key never opens more than its role does today, whatever scopes it was made with. */
export function callerOfKey(key: StoredKey): Caller {
  const granted = permissionsOf([key.role]);
  return {
    kind: "key",
    id: key.id,
    name: key.name,
    roles: [key.role],
    permissions: new Set<Permission>(key.scopes.filter((scope) => granted.has(scope))),
    ...(key.subscriberId !== undefined && { subscriberId: key.subscriberId }),
    sandbox: key.sandbox,
  };
}

export function callerOfSession(
  { session, user }: { session: Pick<StoredSession, "id" | "csrfToken" | "expiresAt">; user: StoredUser },
  tokenHash: Buffer,
): Caller {
  return {
    kind: "user",
    id: user.id,
    name: user.email,
    roles: user.roles,
    permissions: permissionsOf(user.roles),
    ...(user.subscriberId !== undefined && { subscriberId: user.subscriberId }),
    sandbox: false,
    session: { id: session.id, tokenHash, csrfToken: session.csrfToken, expiresAt: session.expiresAt },
  };
}
