import { makeAlertBundle } from "@redflag/api/alert-bundle";
import { auditKeyPath, openAuditKey } from "@redflag/api/audit-key";
import { countOf } from "@redflag/domain/decimal-text";
import { proofStanding } from "@redflag/reports/bundle/proof-standing";
import { createExplainer } from "@redflag/screen/explain";
import { type Command, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { alertIdArgument, getAlert } from "../alert-id.ts";
import { auditedWrite } from "../audited-write.ts";
import { writeBundleFile } from "../bundle-file.ts";
import { examples, jsonOption } from "../command-options.ts";
import { operatorViewer } from "../operator-viewer.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  output?: string;
  json?: boolean;
}

export function addAlertBundle(alert: Command): void {
  alertIdArgument(alert.command("bundle"))
    .description(
      "write an alert's evidence into one signed file: findings, payments, blocks with their proofs, listings, rule and " +
        "parameters, rates, a summary, and what judging it again needs; `redflag bundle replay` verifies it anywhere",
    )
    .addOption(new Option("-o, --output <file>", "where; redflag-alert-<id>.zip where it is left out"))
    .addOption(jsonOption('print {"file":…,"bytes":…,"sha256":…,"replay":…}'))
    .addHelpText("after", examples("redflag alert bundle 7f3a09c1", "redflag alert bundle 7f3a09c1 -o evidence.zip"))
    .action((digits: string, options: Options) => runCommand((context) => writeAlertBundle(context, digits, options)));
}

/** As by the API, that somebody took it is in the audit before it is on disk; of a file that cannot be, nothing is. */
async function writeAlertBundle(context: CommandContext, digits: string, { output, json = false }: Options) {
  await withCurrentDatabase(context, async ({ db }) => {
    const { chain, alert } = await getAlert(db.kysely, digits);
    const now = new Date();
    const signer = await openAuditKey(auditKeyPath(context.config));
    const origin = { version: manifest.version, madeAt: now.toISOString(), madeBy: operatorViewer().name };
    const deps = { db: db.kysely, explainer: createExplainer(), signer };
    const { name, bytes, sha256, content } = await makeAlertBundle(deps, chain, alert, origin);
    const file = output ?? name;
    const standing = { replay: content.slice.replay, ...proofStanding(content) };
    const deed = {
      action: "alert.bundle",
      subject: `alert:${alert.id}`,
      detail: { sha256, bytes: bytes.length, ...standing },
    } as const;
    await writeBundleFile(file, bytes, () => auditedWrite(db, now, async () => ({ result: undefined, deed })));
    const reason = content.slice.replay === "recorded" ? content.slice.reason : undefined;
    if (json) {
      writeJson({ file, bytes: bytes.length, sha256, ...standing, ...(reason && { reason }), keyId: signer.id });
      return;
    }
    writeLine(`${file}  ${countOf(bytes.length, "byte")}`);
    writeLine(`SHA-256 ${sha256}, as in the audit; signed with key ${signer.id}`);
    writeLine(
      reason === undefined
        ? "judged again from what is in it, the findings are the same"
        : `the findings are recorded in it and cannot be judged again from it: ${reason}`,
    );
    writeLine(`${standing.proven} of ${countOf(standing.proven + standing.unproven, "block")} proven by kept receipts`);
    if (content.alert.state === "provisional") {
      writeNote("the alert is provisional: take another bundle once it is final, when its proofs are kept, too");
    }
  });
}
