import { Argument, type Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { rotateAuditKey } from "../rotate-audit-key.ts";
import { rotateInstallationKey } from "../rotate-installation-key.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

const ROTATED = ["installation-key", "audit-key"] as const;

export function addSecretsRotate(secrets: Command): void {
  secrets
    .command("rotate")
    .addArgument(new Argument("<secret>", "which").choices(ROTATED))
    .description(
      "change the key that webhooks' secrets and own addresses rest under, or the one that the audit is signed with; cut off midway, do it again",
    )
    .addOption(jsonOption("print what was changed as one JSON object"))
    .addHelpText("after", examples("redflag secrets rotate installation-key", "redflag secrets rotate audit-key"))
    .action((secret: (typeof ROTATED)[number], { json = false }: { json?: boolean }) =>
      runCommand((context) =>
        secret === "audit-key" ? rotateAudit(context, json) : rotateInstallation(context, json),
      ),
    );
}

async function rotateInstallation(context: CommandContext, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const done = await rotateInstallationKey(db, context.config);
    if (json) return writeJson(done);
    const { keyId, secretCount, addressCount, file, previousFile, isResumed } = done;
    if (isResumed) writeLine("a change that was cut off after its commit is now whole:");
    else
      writeLine(
        `${countOf(secretCount, "webhook secret")} sealed anew, ${countOf(addressCount, "own address", "own addresses")} hashed once more`,
      );
    writeLine(
      `key ${keyId.slice(0, 16)} is in ${file}; the one before it, which backups from before need, in ${previousFile}`,
    );
  });
}

async function rotateAudit(context: CommandContext, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const done = await rotateAuditKey(db, context.config);
    if (json) return writeJson(done);
    writeLine(done.publicKey.trimEnd());
    writeLine(`key ${done.keyId} signs from now on; ${done.previousKeyId} has signed for the row that says so`);
    writeLine("keep both public keys; start the API again, which has the old one until then");
  });
}
