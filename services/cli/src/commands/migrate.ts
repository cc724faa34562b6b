import { migrateQueue } from "@redflag/runtime/migrate-queue";
import { migrate } from "@redflag/store/migrate";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { MIGRATIONS_DIR } from "../project-paths.ts";
import { runCommand } from "../run-command.ts";
import { QUEUE_ROLES } from "../service-databases.ts";
import { withDatabase } from "../with-database.ts";

export function addMigrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("bring the database's tables up to date; safe to run twice or from several machines at once")
    .addOption(jsonOption('print {"applied":[…],"current":N}'))
    .addHelpText("after", examples("redflag migrate"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withDatabase(context, async ({ db, backends }) => {
          const report = await migrate(db, MIGRATIONS_DIR);
          if (backends.queue.kind === "postgres") await migrateQueue(backends.queue.url, QUEUE_ROLES);
          if (json) writeJson(report);
          else if (report.applied.length === 0) writeLine(`up to date: migration ${report.current}`);
          else writeLine(`applied ${report.applied.join(", ")}`);
        }),
      ),
    );
}
