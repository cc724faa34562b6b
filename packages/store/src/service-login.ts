import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { isConcurrentChange, isForbidden } from "./database-error.ts";
import type { ServiceRole } from "./service-role.ts";

const ITERATIONS = 4096;
const ATTEMPTS_MAX = 50;

/** Those of the roles that can log in already: they were given passwords, perhaps by somebody else. */
export async function listRolesWithLogin(db: Executor): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select rolname as name from pg_roles where rolcanlogin and rolname ^@ 'redflag_'`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Lets a service log in with a new password, which ends the one before. The role is made where it is missing.
 * @returns the password; the server is only told what proves it
 * @throws Problem `logins_refused`
 */
export async function giveLogin(db: Database, role: ServiceRole): Promise<string> {
  const password = randomBytes(32).toString("base64url");
  const name = sql.ref(role);
  const verifier = sql.lit(scramVerifier(password));
  for (let attempt = 1; ; attempt++) {
    try {
      const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(db.kysely);
      const verb = sql.raw(rows.length === 0 ? "create" : "alter");
      await sql`${verb} role ${name} login password ${verifier}`.execute(db.kysely);
      return password;
    } catch (error) {
      if (isForbidden(error)) throw new Problem("logins_refused", `${role} cannot be changed`, { cause: error });
      // Roles belong to the server: another of its databases may be doing the same.
      if (!isConcurrentChange(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

/** Gives the roles their rights, as far as they have come into being since the migration. */
export async function grantAccess(db: Executor): Promise<void> {
  await sql`select grant_access()`.execute(db);
}

/** As PostgreSQL keeps it (RFC 5803): in a statement that the server may log, it does not give the password away. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const keyOf = (name: string) => createHmac("sha256", salted).update(name).digest();
  const stored = createHash("sha256").update(keyOf("Client Key")).digest("base64");
  const server = keyOf("Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${server}`;
}
