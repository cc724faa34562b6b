import { writeFile } from "node:fs/promises";
import { makeAlertBundle } from "@redflag/api/alert-bundle";
import { auditKeyPath, openAuditKey } from "@redflag/api/audit-key";
import { countOf } from "@redflag/domain/decimal-text";
import { Problem } from "@redflag/domain/problem";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import { createExplainer } from "@redflag/screen/explain";
import { type Command, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { alertIdArgument, getAlert } from "../alert-id.ts";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { operatorViewer } from "../operator-viewer.ts";
import { writeJson, writeLine } from "../output.ts";
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

/** As by the API, that somebody took it is on disk before it is. */
async function writeAlertBundle(context: CommandContext, digits: string, { output, json = false }: Options) {
  await withCurrentDatabase(context, async ({ db }) => {
    const { chain, alert } = await getAlert(db.kysely, digits);
    const now = new Date();
    const signer = await openAuditKey(auditKeyPath(context.config));
    const origin = { version: manifest.version, madeAt: now.toISOString(), madeBy: operatorViewer().name };
    const deps = { db: db.kysely, explainer: createExplainer(), signer };
    const { name, bytes, sha256, content } = await makeAlertBundle(deps, chain, alert, origin);
    const standing = standingOf(content);
    await auditedWrite(db, now, async () => ({
      result: undefined,
      deed: {
        action: "alert.bundle",
        subject: `alert:${alert.id}`,
        detail: { sha256, bytes: bytes.length, ...standing },
      },
    }));
    const file = output ?? name;
    await writeNew(file, bytes);
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
    writeLine(`${standing.proven} of ${countOf(standing.proven + standing.unproven, "block")} with kept proofs`);
  });
}

function standingOf({ slice, proofs, proofsMissing }: BundleContent) {
  return { replay: slice.replay, proven: proofs.length, unproven: proofsMissing.length };
}

/** Evidence is never written over. */
async function writeNew(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Problem("bundle_unwritable", code === "EEXIST" ? `${file} is there already` : `${file}: ${code}`);
  }
}
