import { deliverCheckpoints, makeCheckpoint } from "@redflag/api/audit-checkpoints";
import { auditKeyPath, openAuditKey } from "@redflag/api/audit-key";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

export function addAuditCheckpoint(audit: Command): void {
  audit
    .command("checkpoint")
    .description("sign for the last row now, and take off the host what has not left yet")
    .addOption(jsonOption('print {"made":…,"left":N}'))
    .addHelpText(
      "after",
      examples("REDFLAG_AUDIT_CHECKPOINTS=/mnt/elsewhere/checkpoints.ndjson redflag audit checkpoint"),
    )
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withMigratedDatabase(context, async ({ db }) => {
          const { auditCheckpoints: place } = context.config;
          const deps = { db, key: await openAuditKey(auditKeyPath(context.config)), place };
          const made = await makeCheckpoint(deps);
          if (!json)
            writeLine(made === undefined ? "nothing happened since the last one" : `signed for row ${made.seq}`);
          const leftCount = await deliverCheckpoints(deps);
          if (json) writeJson({ made: made ?? null, left: leftCount });
          else if (place === undefined) writeLine("none left the host: REDFLAG_AUDIT_CHECKPOINTS is not set");
          else writeLine(`${countOf(leftCount, "checkpoint")} left the host`);
        }),
      ),
    );
}
