import { Problem } from "@redflag/domain/problem";
import { type Role, rolesFit } from "@redflag/domain/role";
import { type Selectable, sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";
import type { AppUserTable } from "./schema-people.ts";
import { endSessions } from "./session.ts";
import { findSubscriber } from "./subscriber.ts";
import { userOf } from "./user-row.ts";

/** A person. */
export interface StoredUser {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  /** Of the role `exchange`, and of no other. */
  subscriberId?: string;
  signIn: "password" | "oidc";
  /** PHC string; of `signIn: "password"`. */
  passwordHash?: string;
  createdAt: Date;
  /** Passwords tried since the last right one. */
  failedCount: number;
  /** May lie in the past. */
  lockedUntil?: Date;
  disabledAt?: Date;
  version: number;
}

export interface NewUser {
  id: string;
  /** In lower case. */
  email: string;
  name: string;
  roles: readonly Role[];
  /** Of the role `exchange`, and of no other. */
  subscriberId?: string;
  /** A person has this or `oidc`. */
  passwordHash?: string;
  oidc?: { issuer: string; subject: string };
}

/**
 * @throws Problem `user_exists` for the email or the provider's subject; `roles_invalid`; `not_found` for the subscriber
 */
export async function insertUser(tx: Executor, user: NewUser): Promise<StoredUser> {
  await refuseRoles(tx, user.roles, user.subscriberId);
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
    })
    // Whichever of the unique keys it meets; an error would end the caller's transaction.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("user_exists", user.email);
  return userOf(row);
}

export function findUser(db: Executor, id: string): Promise<StoredUser | undefined> {
  return firstUser(db.selectFrom("app_user").selectAll().where("id", "=", id));
}

export function findUserByEmail(db: Executor, email: string): Promise<StoredUser | undefined> {
  return firstUser(db.selectFrom("app_user").selectAll().where("email", "=", email.toLowerCase()));
}

/** The person whom an OpenID provider knows by this subject. */
export function findUserByOidc(db: Executor, issuer: string, subject: string): Promise<StoredUser | undefined> {
  const users = db.selectFrom("app_user").selectAll();
  return firstUser(users.where("oidc_issuer", "=", issuer).where("oidc_subject", "=", subject));
}

export interface UserFilters {
  role?: Role | undefined;
  /** As of this moment: a lock ends by itself. */
  state?: { is: "open" | "locked" | "disabled"; now: Date } | undefined;
  /** What the name or the email holds, in any case. */
  words?: string | undefined;
}

/** By email. */
export async function listUsers(
  db: Executor,
  { limit, afterEmail }: { limit: number; afterEmail?: string },
  { role, state, words }: UserFilters = {},
): Promise<StoredUser[]> {
  let query = db.selectFrom("app_user").selectAll().orderBy("email").limit(limit);
  if (afterEmail !== undefined) query = query.where("email", ">", afterEmail);
  if (role !== undefined) query = query.where(sql<boolean>`${role} = any (roles)`);
  if (state !== undefined) query = query.where(isIn(state));
  if (words !== undefined) query = query.where(sql<boolean>`strpos(lower(name) || ' ' || email, lower(${words})) > 0`);
  return (await query.execute()).map(userOf);
}

function isIn({ is, now }: NonNullable<UserFilters["state"]>) {
  const isLocked = sql`coalesce(locked_until > ${now}, false)`;
  if (is === "disabled") return sql<boolean>`disabled_at is not null`;
  return sql<boolean>`disabled_at is null and ${is === "locked" ? isLocked : sql`not ${isLocked}`}`;
}

export interface UserPatch {
  name?: string;
  roles?: readonly Role[];
  /** Ends the person's sessions, too. null opens the account again. */
  disabledAt?: Date | null;
  /** Lifts a lock and forgets the passwords tried. */
  unlock?: true;
  /** Only of a person who signs in with a password. */
  passwordHash?: string;
}

/**
 * Undefined, and nothing changed, where there is no such person or its version is another by now.
 * @param version the one that was read; any when absent
 * @throws Problem `last_admin` when no admin with an open account would be left; `roles_invalid`; `password_refused` for
 * somebody who signs in with OpenID Connect
 */
export async function updateUser(
  tx: Executor,
  { id, version, patch }: { id: string; version?: number; patch: UserPatch },
): Promise<StoredUser | undefined> {
  const mayTakeAdmin = patch.roles?.includes("admin") === false || patch.disabledAt instanceof Date;
  // Before the row is read: of two admins who demote each other, the second sees what the first has done.
  if (mayTakeAdmin) await takeAdvisoryLock(tx, "admins", "exclusive");
  const before = await tx.selectFrom("app_user").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (before === undefined || (version !== undefined && before.version !== version)) return undefined;
  if (patch.roles !== undefined) await refuseRoles(tx, patch.roles, before.subscriber_id ?? undefined);
  if (patch.passwordHash !== undefined && before.password_hash === null) {
    throw new Problem("password_refused", `${before.email} signs in with OpenID Connect and has none here`);
  }
  if (mayTakeAdmin && isOpenAdmin(before)) await refuseLastAdmin(tx, before);
  const row = await tx
    .updateTable("app_user")
    .set({
      version: before.version + 1,
      ...(patch.name !== undefined && { name: patch.name }),
      ...(patch.roles !== undefined && { roles: [...patch.roles] }),
      ...(patch.disabledAt !== undefined && {
        disabled_at: patch.disabledAt && (before.disabled_at ?? patch.disabledAt),
      }),
      ...(patch.unlock === true && { failed_count: 0, locked_until: null }),
      ...(patch.passwordHash !== undefined && { password_hash: patch.passwordHash }),
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  // Opened again, the account must not come with the sessions it was closed with.
  if (patch.disabledAt instanceof Date) await endSessions(tx, id, patch.disabledAt);
  return userOf(row);
}

/**
 * Whether somebody may have these roles at that subscriber.
 * @throws Problem `roles_invalid` otherwise; `not_found` for the subscriber
 */
export async function refuseRoles(
  db: Executor,
  roles: readonly Role[],
  subscriberId: string | undefined,
): Promise<void> {
  if (!rolesFit(roles)) throw new Problem("roles_invalid", roles.join(", ") || "no role at all");
  if (roles.includes("exchange") !== (subscriberId !== undefined)) {
    throw new Problem(
      "roles_invalid",
      `${roles.join(", ")} with${subscriberId === undefined ? "out" : ""} a subscriber`,
    );
  }
  if (subscriberId === undefined) return;
  const subscriber = await findSubscriber(db, subscriberId);
  if (subscriber === undefined) throw new Problem("not_found", `subscriber ${subscriberId}`);
  if (subscriber.sandboxOf !== undefined) throw new Problem("roles_invalid", "people do not belong to a sandbox");
}

function isOpenAdmin({ roles, disabled_at }: Selectable<AppUserTable>): boolean {
  return roles.includes("admin") && disabled_at === null;
}

async function refuseLastAdmin(tx: Executor, { id, email }: Selectable<AppUserTable>): Promise<void> {
  const other = await tx
    .selectFrom("app_user")
    .select("id")
    .where(sql<boolean>`'admin' = any (roles)`)
    .where("disabled_at", "is", null)
    .where("id", "<>", id)
    .limit(1)
    .executeTakeFirst();
  if (other === undefined) throw new Problem("last_admin", `${email} is the only admin whose account is open`);
}

async function firstUser(query: {
  executeTakeFirst(): Promise<Selectable<AppUserTable> | undefined>;
}): Promise<StoredUser | undefined> {
  const row = await query.executeTakeFirst();
  return row && userOf(row);
}
