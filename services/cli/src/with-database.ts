import { Problem } from "@redflag/domain/problem";
import { type Backends, openBackends } from "@redflag/runtime/backends";
import type { ProcessKind } from "@redflag/store/connected-process";
import { type Database, openDatabase } from "@redflag/store/database";
import { inspectMigrations, migrate } from "@redflag/store/migrate";
import { MIGRATIONS_DIR } from "./project-paths.ts";
import type { CommandContext } from "./run-command.ts";

export interface OpenedDatabase {
  db: Database;
  backends: Backends;
}

/**
 * Opens the configured database for a command that writes, brings it up to date, and closes it when `run` has ended.
 * @throws Problem as `openBackends`, `openDatabase` and `migrate` do
 */
export function withMigratedDatabase<T>(
  context: CommandContext,
  run: (opened: OpenedDatabase) => Promise<T>,
  kind?: ProcessKind,
): Promise<T> {
  const migrated = async (opened: OpenedDatabase) => {
    await migrate(opened.db, MIGRATIONS_DIR);
    return run(opened);
  };
  return withDatabase(context, migrated, kind);
}

/**
 * The same for a command that only reads: it never changes a database that another version may be working on.
 * @throws Problem `database_older` besides
 */
export function withCurrentDatabase<T>(
  context: CommandContext,
  run: (opened: OpenedDatabase) => Promise<T>,
): Promise<T> {
  return withDatabase(context, async (opened) => {
    const { pending, current } = await inspectMigrations(opened.db.kysely, MIGRATIONS_DIR);
    if (pending.length > 0)
      throw new Problem("database_older", `it has ${current}, and ${pending.join(", ")} are to come`);
    return run(opened);
  });
}

/**
 * Opens it in whatever state it is.
 * @param kind what the process does, as `redflag status` counts it
 */
export async function withDatabase<T>(
  { config }: Pick<CommandContext, "config">,
  run: (opened: OpenedDatabase) => Promise<T>,
  kind: ProcessKind = "cli",
): Promise<T> {
  const backends = await openBackends(config);
  try {
    const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag ${kind} ${process.pid}` });
    try {
      return await run({ db, backends });
    } finally {
      await db.close();
    }
  } finally {
    await backends.release();
  }
}
