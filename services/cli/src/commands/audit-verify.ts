import type { Command } from "commander";
import { getFileBytes } from "../audit/file-lines.ts";
import { type AuditTrustOptions, readTrust } from "../audit/read-trust.ts";
import { reportText } from "../audit/report-text.ts";
import { verifyAuditDatabase } from "../audit/verify-database.ts";
import { type Trust, type Verified, verifyAuditFile } from "../audit/verify-file.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options extends AuditTrustOptions {
  json?: boolean;
}

export function addAuditVerify(audit: Command): void {
  audit
    .command("verify")
    .description("verify an export, offline, or without a file the database; exit 1 if it was changed")
    .argument("[file]", "what `redflag audit export` wrote")
    .option("--key <file>", "a public key that may have signed; several times for several; else the local one", gather)
    .option(
      "--checkpoints <file>",
      "checkpoints that left the host; for the database those in REDFLAG_AUDIT_CHECKPOINTS unless given",
      gather,
    )
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText(
      "after",
      "\nIt names the first row that is broken. A cut, or a tail that was written anew, shows only against a checkpoint:" +
        "\ngive those that left the host, and the key as you have kept it.\n" +
        examples(
          "redflag audit verify",
          "redflag audit verify audit.ndjson --key audit-key.pem --checkpoints checkpoints.ndjson",
        ),
    )
    .action((file: string | undefined, options: Options) => runCommand((context) => verify(context, file, options)));
}

/** Not `<file...>`, which would also take the export that stands behind it. */
function gather(file: string, before: readonly string[] = []): string[] {
  return [...before, file];
}

async function verify(context: CommandContext, file: string | undefined, options: Options): Promise<void> {
  const trust = await readTrust(context.config, options, file === undefined);
  const verified =
    file === undefined
      ? await withCurrentDatabase(context, ({ db }) => verifyAuditDatabase(db.kysely, trust, context.signal))
      : await verifyFile(file, trust, context.signal);
  const { report, ...source } = verified;
  if (options.json === true) writeJson({ ok: report.fault === undefined, ...source, ...report });
  else writeLine(reportText(verified));
  if (report.fault !== undefined) surroundings().exitCode = 1;
}

async function verifyFile(path: string, trust: Trust, signal: AbortSignal): Promise<Verified> {
  const progress = createProgress("verifying", await getFileBytes(path), 0, "bytes");
  try {
    return await verifyAuditFile(path, trust, (bytes) => {
      signal.throwIfAborted();
      progress.update(bytes);
    });
  } finally {
    progress.stop();
  }
}
