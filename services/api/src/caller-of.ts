import type { Permission } from "@redflag/domain/permission";
import { permissionsOf } from "@redflag/domain/role";
import type { KeyOfSecret } from "@redflag/store/api-key";
import type { OpenSession } from "@redflag/store/session";
import type { Caller } from "./caller.ts";

/** A key never opens more than its role does today, whatever scopes it was made with. */
export function callerOfKey(key: KeyOfSecret): Caller {
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

export function callerOfSession(session: OpenSession, tokenHash: Buffer): Caller {
  const { user } = session;
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
