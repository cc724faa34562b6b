import { resolve } from "node:path";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { openServiceLogins } from "../service-logins.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  rotate?: boolean;
  json?: boolean;
}

export function addLoginsCommand(program: Command): void {
  program
    .command("logins")
    .description(
      "let each service log in to the database as itself: writes one URL a file, for REDFLAG_DATABASE_URL_FILE",
    )
    .argument("<directory>", "where the files are kept, readable by this user alone")
    .option("--rotate", "give new passwords, which end those in use: services must be started again")
    .addOption(jsonOption('print {"logins":[{"role":…,"file":…,"isNew":…}]}'))
    .addHelpText("after", examples("redflag logins /run/redflag-logins", "redflag logins /run/redflag-logins --rotate"))
    .action((directory: string, { rotate = false, json = false }: Options) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db, backends }) => {
          const kept = await openServiceLogins(db, resolve(directory), {
            ownerUrl: backends.databaseUrl,
            rotate,
            sparing: !rotate,
          });
          const logins = kept.map(({ role, file, isNew }) => ({ role, file, isNew }));
          if (json) return writeJson({ logins });
          for (const { role, file, isNew } of logins) writeLine(`${role}: ${isNew ? "new" : "as before"}, in ${file}`);
        }),
      ),
    );
}
