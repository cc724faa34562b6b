import { permissionsOf, ROLES, type Role } from "@redflag/domain/role";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/** Roles that review alerts. They read cases, too: whoever can be given the one can be given the other. */
export const REVIEWING_ROLES: readonly Role[] = ROLES.filter((role) => permissionsOf([role]).has("alerts:review"));

/** Somebody to whom an alert or a case can be given. */
export interface OpenReviewer {
  id: string;
  name: string;
  /** Of the reviewing ones. */
  roles: Role[];
}

/** Whose account is open, by name. */
export async function listReviewers(db: Executor, limit: number): Promise<OpenReviewer[]> {
  const rows = await db
    .selectFrom("app_user")
    .select(["id", "name", "roles"])
    .where("disabled_at", "is", null)
    .where(sql<boolean>`roles && ${textArray(REVIEWING_ROLES)}::text[]`)
    .orderBy("name")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id, name, roles }) => ({
    id,
    name,
    roles: REVIEWING_ROLES.filter((role) => roles.includes(role)),
  }));
}
