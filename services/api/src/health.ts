import { Problem } from "@redflag/domain/problem";
import { redactText } from "@redflag/runtime/redact";
import { type Database, ping } from "@redflag/store/database";
import { inspectMigrations } from "@redflag/store/migrate";
import type { FastifyInstance } from "fastify";
import type { Databases } from "./database-access.ts";

/** Resolves when what it names is usable, throws why it is not. */
export type Check = () => Promise<void>;

const CHECK_TIMEOUT_MS = 2_000;

export function databaseChecks({ staff, exchange }: Databases, migrationsDir: string): Record<string, Check> {
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

/** `/healthz`: the process runs. `/readyz`: calls would be answered; if not, which checks say so. */
export function addHealth(app: FastifyInstance, checks: Readonly<Record<string, Check>>): void {
  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.get("/healthz", async () => ({ status: "up" }));
  app.get("/readyz", async (_, reply) => {
    const results = await Promise.all(Object.entries(checks).map(([name, check]) => runCheck(name, check)));
    const failing = results.filter((result) => result !== undefined);
    if (isClosing) failing.push({ name: "process", reason: "it is shutting down" });
    if (failing.length === 0) return { status: "ready" };
    return reply.code(503).send({ status: "not ready", failing });
  });
}

async function runCheck(name: string, check: Check): Promise<{ name: string; reason: string } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return undefined;
  } catch (error) {
    // Anybody may ask: what is said is what kind of failure it is, and not where the database stands.
    return { name, reason: error instanceof Problem ? error.title : redactText(String(error)) };
  } finally {
    clearTimeout(timer);
  }
}
