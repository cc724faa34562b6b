import { type Backends, openBackends } from "@redflag/runtime/backends";
import type { ProcessKind } from "@redflag/store/connected-process";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { assertCurrentSchema, holdSchema } from "@redflag/store/schema-hold";
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
    return withSchemaHeld(context, opened, run);
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
    // At once: a command that reads does not wait until somebody else's migration has ended.
    await assertCurrentSchema(opened.db, MIGRATIONS_DIR);
    return withSchemaHeld(context, opened, run);
  });
}

/** Nobody changes the tables under the command; where its claim to that is lost and somebody does, it ends. */
async function withSchemaHeld<T>(
  { fail }: Pick<CommandContext, "fail">,
  opened: OpenedDatabase,
  run: (opened: OpenedDatabase) => Promise<T>,
): Promise<T> {
  const hold = await holdSchema(opened.db, MIGRATIONS_DIR, fail);
  try {
    return await run(opened);
  } finally {
    await hold.release();
  }
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
