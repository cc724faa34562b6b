import { examples } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import { type Command, Option } from "commander";
import { countOption, parseCount } from "../../bench/bench-options.ts";
import type { ReleasedDump } from "../released-dump.ts";

export interface MigrateCheckOptions {
  /** In each large table. */
  rows: number;
  /** What the tables are filled like. */
  dump: ReleasedDump;
  /** Number of the last migration that is applied before they are filled. */
  from: number;
}

interface Given {
  rows: number;
  from?: number;
  released: string;
}

const ROWS = 300_000;

/** @param versions that were released, the newest last */
export function migrateCheckCommand(
  { versions, readVersion }: { versions: readonly string[]; readVersion: (version: string) => ReleasedDump },
  run: (options: MigrateCheckOptions) => void | Promise<void>,
): Command {
  const command = newProgram("npx pnpm migrate-check")
    .description(
      "Fills a database, applies the migrations that came later one by one, and says how long each kept others from large tables.",
    )
    .addOption(countOption("--rows <n>", "rows in each large table", ROWS))
    .option(
      "--from <n>",
      "the last migration before the tables are filled; the released version's last unless told",
      parseCount,
    )
    .addOption(
      new Option("--released <version>", "the version whose tables they are")
        .choices(versions)
        .default(versions.at(-1)),
    )
    .addHelpText("after", examples("npx pnpm migrate-check", "npx pnpm migrate-check --from 33 --rows 100000"))
    .action(({ rows, from, released }: Given) => {
      const dump = readVersion(released);
      if (from !== undefined && from > dump.migration) {
        command.error(
          `error: --from ${from} comes after ${released}: a migration from 1 to ${dump.migration} is expected`,
        );
      }
      return run({ rows, dump, from: from ?? dump.migration });
    });
  return command;
}
