import type { Role } from "@redflag/domain/role";
import type { Selectable } from "kysely";
import type { AppUserTable } from "./schema-people.ts";
import type { StoredUser } from "./user.ts";

export function userOf(row: Selectable<AppUserTable>): StoredUser {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    // The table's own check holds the words to those of the domain.
    roles: row.roles as Role[],
    ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    signIn: row.password_hash === null ? "oidc" : "password",
    ...(row.password_hash !== null && { passwordHash: row.password_hash }),
    createdAt: row.created_at,
    failedCount: row.failed_count,
    ...(row.locked_until !== null && { lockedUntil: row.locked_until }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
    version: row.version,
  };
}
