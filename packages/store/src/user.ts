import { Problem } from "@redflag/domain/problem";
import { type Role, rolesFit } from "@redflag/domain/role";
import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { AppUserTable } from "./schema.ts";

export interface StoredUser {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  subscriberId?: string;
  passwordHash?: string;
  oidc?: { issuer: string; subject: string };
  lockedUntil?: Date;
  disabledAt?: Date;
  createdAt: Date;
  version: number;
}

export interface NewUser {
  id: string;
  email: string;
  name: string;
  roles: readonly Role[];
  subscriberId?: string;
  passwordHash?: string;
  oidc?: { issuer: string; subject: string };
}

export async function insertUser(tx: Executor, user: NewUser): Promise<StoredUser> {
  if (!rolesFit(user.roles)) throw new Problem("roles_invalid", user.roles.join(", "));
  const row = await tx
    .insertInto("app_user")
    .values({
      id: user.id,
      email: user.email,
      name: user.name,
      roles: [...user.roles],
      subscriber_id: user.subscriberId ?? null,
      password_hash: user.passwordHash ?? null,
      oidc_issuer: user.oidc?.issuer ?? null,
      oidc_subject: user.oidc?.subject ?? null,
      locked_until: null,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("user_exists", user.email);
  return userOf(row);
}

export async function findUser(db: Executor, id: string): Promise<StoredUser | undefined> {
  const row = await db.selectFrom("app_user").selectAll().where("id", "=", id).executeTakeFirst();
  return row && userOf(row);
}

export async function findUserByEmail(db: Executor, email: string): Promise<StoredUser | undefined> {
  const row = await db.selectFrom("app_user").selectAll().where("email", "=", email).executeTakeFirst();
  return row && userOf(row);
}

export async function findUserByOidc(db: Executor, issuer: string, subject: string): Promise<StoredUser | undefined> {
  const row = await db
    .selectFrom("app_user")
    .selectAll()
    .where("oidc_issuer", "=", issuer)
    .where("oidc_subject", "=", subject)
    .executeTakeFirst();
  return row && userOf(row);
}

export async function listUsers(
  db: Executor,
  { limit, afterEmail, role }: { limit: number; afterEmail?: string; role?: Role },
): Promise<StoredUser[]> {
  let query = db.selectFrom("app_user").selectAll().orderBy("email").limit(limit);
  if (afterEmail !== undefined) query = query.where("email", ">", afterEmail);
  if (role !== undefined) query = query.where(sql<boolean>`${role} = any (roles)`);
  return (await query.execute()).map(userOf);
}

export interface UserPatch {
  name?: string;
  roles?: readonly Role[];
  disabledAt?: Date | null;
  unlock?: boolean;
  passwordHash?: string;
}

export async function updateUser(
  tx: Executor,
  { id, version, patch }: { id: string; version?: number; patch: UserPatch },
): Promise<StoredUser | undefined> {
  if (patch.roles !== undefined && !rolesFit(patch.roles)) throw new Problem("roles_invalid", patch.roles.join(", "));
  const before = await findUser(tx, id);
  let query = tx
    .updateTable("app_user")
    .set((eb) => ({
      version: eb("version", "+", 1),
      ...(patch.name !== undefined && { name: patch.name }),
      ...(patch.roles !== undefined && { roles: [...patch.roles] }),
      ...(patch.disabledAt !== undefined && { disabled_at: patch.disabledAt }),
      ...(patch.passwordHash !== undefined && { password_hash: patch.passwordHash }),
      ...(patch.unlock === true && { locked_until: null, failed_count: 0 }),
    }))
    .where("id", "=", id);
  if (version !== undefined) query = query.where("version", "=", version);
  const row = await query.returningAll().executeTakeFirst();
  if (row === undefined) return undefined;
  if (patch.roles === undefined && !patch.disabledAt) return userOf(row);
  const admin = await tx
    .selectFrom("app_user")
    .select("id")
    .where(sql<boolean>`'admin' = any (roles) and disabled_at is null`)
    .executeTakeFirst();
  if (admin === undefined && before?.roles.includes("admin")) throw new Problem("last_admin", row.email);
  return userOf(row);
}

export function userOf(row: Selectable<AppUserTable>): StoredUser {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: row.roles as Role[],
    ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    ...(row.password_hash !== null && { passwordHash: row.password_hash }),
    ...(row.oidc_issuer !== null &&
      row.oidc_subject !== null && { oidc: { issuer: row.oidc_issuer, subject: row.oidc_subject } }),
    ...(row.locked_until !== null && { lockedUntil: row.locked_until }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
    createdAt: row.created_at,
    version: row.version,
  };
}
