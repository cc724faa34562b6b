import type { CaseRole } from "@redflag/domain/case";
import { Problem } from "@redflag/domain/problem";
import { permissionsOf } from "@redflag/domain/role";
import { sql } from "kysely";
import { recordInCase, type SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import { findUser } from "./user.ts";

export interface CaseMember {
  /** `user:<id>`, or `key:<id>` of a key that the command line made. */
  person: string;
  /** The person's now; of a key its own. */
  name: string;
  role: CaseRole;
  addedAt: Date;
}

/** The owner first, then by when they came. */
export async function listMembers(db: Executor, { id }: SeenCase): Promise<CaseMember[]> {
  const rows = await db
    .selectFrom("case_member as m")
    .leftJoin("app_user as u", (join) => join.on(sql<boolean>`m.person = 'user:' || u.id`))
    .leftJoin("api_key as k", (join) => join.on(sql<boolean>`m.person = 'key:' || k.id`))
    .select(["m.person", "m.role", "m.added_at", "u.email", "k.name"])
    .where("m.case_id", "=", id)
    .where("m.removed_at", "is", null)
    .orderBy((eb) => eb("m.role", "=", "owner"), "desc")
    .orderBy("m.added_at")
    .orderBy("m.person")
    .execute();
  return rows.map(({ person, role, added_at, email, name }) => ({
    person,
    name: email ?? name ?? person,
    role: role as CaseRole,
    addedAt: added_at,
  }));
}

/**
 * Lets a person in, or gives them another role.
 * @throws Problem `case_member_unfit` for who may not read cases at all; `case_state` for its owner
 */
export async function upsertMember(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { userId, role }: { userId: string; role: Exclude<CaseRole, "owner"> },
): Promise<void> {
  const email = await requireFit(tx, userId);
  if (await isOwner(tx, seen, userId)) throw new Problem("case_state", `${email} is its owner: name another first`);
  await put(tx, seen, userId, role);
  await recordInCase(tx, seen, actor, "member_added", { member: email, role });
}

/** @throws Problem `case_member_unfit`; `case_state` where the person is it already */
export async function changeOwner(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { userId, reason }: { userId: string; reason: string },
): Promise<void> {
  const email = await requireFit(tx, userId);
  if (await isOwner(tx, seen, userId)) throw new Problem("case_state", `${email} is its owner already`);
  await tx
    .updateTable("case_member")
    .set({ role: "editor" })
    .where("case_id", "=", seen.id)
    .where("role", "=", "owner")
    .where("removed_at", "is", null)
    .execute();
  await put(tx, seen, userId, "owner");
  await recordInCase(tx, seen, actor, "owner_changed", { member: email, reason });
}

/** @throws Problem `not_found`; `case_state` for its owner */
export async function removeMember(tx: Executor, seen: SeenCase, actor: Actor, userId: string): Promise<void> {
  if (await isOwner(tx, seen, userId)) throw new Problem("case_state", "its owner stays until another is named");
  const row = await tx
    .updateTable("case_member")
    .set({ removed_at: new Date() })
    .where("case_id", "=", seen.id)
    .where("person", "=", `user:${userId}`)
    .where("removed_at", "is", null)
    .returning("person")
    .executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `${userId} is no member of ${seen.number}`);
  const user = await findUser(tx, userId);
  await recordInCase(tx, seen, actor, "member_removed", { member: user?.email ?? userId });
}

async function put(tx: Executor, { id }: SeenCase, userId: string, role: CaseRole): Promise<void> {
  await tx
    .insertInto("case_member")
    .values({ case_id: id, person: `user:${userId}`, role, removed_at: null })
    .onConflict((conflict) => conflict.columns(["case_id", "person"]).doUpdateSet({ role, removed_at: null }))
    .execute();
}

/** @returns the person's email */
async function requireFit(db: Executor, userId: string): Promise<string> {
  const user = await findUser(db, userId);
  if (user === undefined) throw new Problem("case_member_unfit", `no person has the id ${userId}`);
  const { email, roles, disabledAt } = user;
  if (disabledAt !== undefined) throw new Problem("case_member_unfit", `the account of ${email} is closed`);
  if (!permissionsOf(roles).has("cases:read")) throw new Problem("case_member_unfit", `${email} may not read cases`);
  return email;
}

async function isOwner(db: Executor, { id }: SeenCase, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom("case_member")
    .select("person")
    .where("case_id", "=", id)
    .where("person", "=", `user:${userId}`)
    .where("role", "=", "owner")
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
