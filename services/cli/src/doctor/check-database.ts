import { Problem } from "@redflag/domain/problem";
import type { Backends } from "@redflag/runtime/backends";
import type { Config } from "@redflag/runtime/config";
import type { Logger } from "@redflag/runtime/logger";
import { openQueues } from "@redflag/runtime/queues";
import type { Database } from "@redflag/store/database";
import { databasePlace } from "@redflag/store/database";
import { inspectMigrations } from "@redflag/store/migrate";
import { MIGRATIONS_DIR } from "../project-paths.ts";
import { type Check, wrong } from "./check.ts";

const NAMES_MAX = 3;

/** The database answers: where it is, and whether its tables are up to date. `current` is 0 when it has none. */
export async function checkDatabase(
  db: Database,
  config: Config,
  url: string,
): Promise<{ checks: Check[]; current: number }> {
  const { host, port, database } = databasePlace(url);
  const kind = config.databaseUrl === undefined ? `embedded PostgreSQL in ${config.dataDir}` : "PostgreSQL";
  const reached: Check = { name: "database", status: "ok", text: `${kind}, ${host}:${port}, database ${database}` };
  try {
    const { current, latest, pending } = await inspectMigrations(db.kysely, MIGRATIONS_DIR);
    const facts = { current, latest, pending };
    const migrations: Check =
      pending.length === 0
        ? { name: "migrations", status: "ok", text: `${current} of ${latest} applied`, facts }
        : {
            name: "migrations",
            status: "note",
            text: `${pending.length} of ${latest} are to come: ${namesText(pending)}`,
            hint: "`redflag start` applies them, or `redflag migrate`.",
            facts,
          };
    return { checks: [reached, migrations], current: pending.length === 0 ? current : 0 };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { checks: [reached, wrong("migrations", error)], current: 0 };
  }
}

/** An empty database lacks all of them. */
function namesText(names: readonly string[]): string {
  return names.length <= NAMES_MAX ? names.join(", ") : `${names[0]} to ${names.at(-1)}`;
}

export async function checkQueue(backends: Backends, logger: Logger): Promise<Check> {
  const where = backends.queue.kind === "postgres" ? "in PostgreSQL" : "in Redis";
  try {
    const queues = await openQueues(backends.queue, logger);
    await queues.close();
    return { name: "queue", status: "ok", text: where };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return wrong("queue", error);
  }
}
