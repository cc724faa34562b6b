import type { Command } from "commander";
import { type AuditTrustOptions, readTrust } from "../audit/read-trust.ts";
import { reportText } from "../audit/report-text.ts";
import { verifyAuditDatabase } from "../audit/verify-database.ts";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import type { Check } from "../doctor/check.ts";
import { checkText } from "../doctor/check-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { checkInstallationKey } from "../verify/check-installation-key.ts";
import { checkWhole } from "../verify/check-whole.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options extends AuditTrustOptions {
  json?: boolean;
}

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description(
      "read the whole database as after a restore: audit, coverage, lanes, alerts, keys; exit 1 if anything is wrong",
    )
    .option("--key <file>", "a public key that may have signed the audit's checkpoints; else the local one", (file) => [
      file,
    ])
    .option(
      "--checkpoints <file>",
      "checkpoints that left the host; else those in REDFLAG_AUDIT_CHECKPOINTS",
      (file) => [file],
    )
    .addOption(jsonOption('print {"ok":…,"checks":[…]} as one JSON object'))
    .addHelpText("after", examples("redflag verify --checkpoints /mnt/elsewhere/checkpoints.ndjson"))
    .action((options: Options) => runCommand((context) => verify(context, options)));
}

async function verify(context: CommandContext, options: Options): Promise<void> {
  const trust = await readTrust(context.config, options, true);
  const checks = await withCurrentDatabase(context, async ({ db }): Promise<Check[]> => {
    const verified = await verifyAuditDatabase(db.kysely, trust, context.signal);
    const text = reportText(verified).replaceAll("\n", "\n      ");
    const hint =
      "docs/guides/back-up.md says what a cut tail means after a restore, docs/guides/audit.md what else it can mean.";
    const audit: Check =
      verified.report.fault === undefined
        ? { name: "audit", status: "ok", text, facts: { ...verified.report } }
        : { name: "audit", status: "wrong", text, hint, facts: { ...verified.report } };
    return [audit, ...(await checkInstallationKey(db.kysely, context.config)), ...(await checkWhole(db.kysely))];
  });
  const wrongCount = checks.filter(({ status }) => status === "wrong").length;
  if (options.json === true) writeJson({ ok: wrongCount === 0, checks });
  else {
    for (const check of checks) writeLine(checkText(check));
    writeLine(wrongCount === 0 ? "\nit is whole" : `\n${countOf(wrongCount, "thing is", "things are")} wrong`);
  }
  if (wrongCount > 0) surroundings().exitCode = 1;
}
