import { Problem } from "@redflag/domain/problem";
import { findFailing, type HealthCheck } from "@redflag/runtime/health-check";
import { redactText } from "@redflag/runtime/redact";
import { type Database, ping } from "@redflag/store/database";
import { inspectMigrations } from "@redflag/store/migrate";
import type { FastifyInstance } from "fastify";
import type { Databases } from "./database-access.ts";

export function databaseChecks({ staff, exchange }: Databases, migrationsDir: string): Record<string, HealthCheck> {
  return {
    database: () => ping(staff),
    ...(exchange !== undefined && { "database for exchanges": () => ping(exchange) }),
    migrations: () => checkMigrations(staff, migrationsDir),
  };
}

async function checkMigrations(db: Database, migrationsDir: string): Promise<void> {
  const { pending } = await inspectMigrations(db.kysely, migrationsDir);
  if (pending.length > 0) throw new Problem("database_older", `${pending.length} are to come`);
}

/**
 * `/healthz`: the process runs. `/readyz`: calls would be answered; if not, which checks say so. Without its replica it answers all
 * the same, from the primary, and says why.
 */
export function addHealth(
  app: FastifyInstance,
  checks: Readonly<Record<string, HealthCheck>>,
  replica?: Databases["replica"],
): void {
  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.get("/healthz", async () => ({ status: "up" }));
  app.get("/readyz", async (_, reply) => {
    const failing = await findFailing(checks, reasonOf);
    if (isClosing) failing.push({ name: "process", reason: "it is shutting down" });
    if (failing.length === 0) return { status: "ready", ...(replica?.fault && { readReplica: replica.fault }) };
    return reply.code(503).send({ status: "not ready", failing });
  });
}

/** Anybody may ask: what is said is what kind of failure it is, and not where the database stands. */
function reasonOf(error: unknown): string {
  return error instanceof Problem ? error.title : redactText(String(error));
}
