import { accessMarksOf } from "@redflag/domain/access-review";
import type { Permission } from "@redflag/domain/permission";
import type { Role } from "@redflag/domain/role";
import { sql } from "kysely";
import type { AccessSubjectParts } from "./access-review.ts";
import type { Executor } from "./database.ts";

/** Everybody whose account is open, by email, then every key that works: what a review begins with. */
export async function listAccess(db: Executor, now: Date): Promise<AccessSubjectParts[]> {
  return [...(await listPeople(db, now)), ...(await listKeys(db, now))];
}

async function listPeople(db: Executor, now: Date): Promise<AccessSubjectParts[]> {
  const rows = await db
    .selectFrom("app_user as u")
    .leftJoin("subscriber as s", "s.id", "u.subscriber_id")
    .select(["u.id", "u.name", "u.email as label", "u.roles", "u.created_at", "s.name as subscriber"])
    .select(sql<Date | null>`(select max(last_seen_at) from session where user_id = u.id)`.as("last_used_at"))
    .where("u.disabled_at", "is", null)
    .orderBy("u.email")
    .execute();
  return rows.map((row) => subjectOf("user", { ...row, scopes: [], expires_at: null }, now));
}

async function listKeys(db: Executor, now: Date): Promise<AccessSubjectParts[]> {
  const rows = await db
    .selectFrom("api_key as k")
    .leftJoin("subscriber as s", "s.id", "k.subscriber_id")
    .select(["k.id", "k.name", "k.prefix as label", "k.scopes", "k.created_at", "k.last_used_at", "k.expires_at"])
    .select([sql<string[]>`array[k.role]`.as("roles"), "s.name as subscriber"])
    .where("k.revoked_at", "is", null)
    .where("k.expires_at", ">", now)
    .orderBy("k.created_at")
    .orderBy("k.id")
    .execute();
  return rows.map((row) => subjectOf("key", row, now));
}

interface Row {
  id: string;
  name: string;
  label: string;
  roles: string[];
  scopes: string[];
  subscriber: string | null;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
}

function subjectOf(kind: AccessSubjectParts["kind"], row: Row, now: Date): AccessSubjectParts {
  const parts = {
    kind,
    // The tables' own checks hold the words to those of the domain.
    roles: row.roles as Role[],
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
  };
  return {
    ...parts,
    id: row.id,
    name: row.name,
    label: row.label,
    scopes: row.scopes as Permission[],
    ...(row.subscriber !== null && { subscriber: row.subscriber }),
    createdAt: row.created_at,
    marks: accessMarksOf(parts, now),
  };
}
