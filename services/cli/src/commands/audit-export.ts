import { auditLines } from "@redflag/api/audit-lines";
import { findLastAudit } from "@redflag/store/audit-read";
import type { Executor } from "@redflag/store/database";
import type { Command } from "commander";
import { examples } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { writeLine, writeNote } from "../output.ts";
import { createProgress } from "../progress.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";
import { parseSeq } from "./audit-list.ts";

export function addAuditExport(audit: Command): void {
  audit
    .command("export")
    .description("write rows and checkpoints to standard output, one JSON object a line, for `redflag audit verify`")
    .option("--since <row>", "only from this row on", parseSeq, 1)
    .addHelpText(
      "after",
      examples("redflag audit export > audit.ndjson", "redflag audit export --since 5000 | gzip > part.gz"),
    )
    .action(({ since }: { since: number }) =>
      runCommand((context) => withCurrentDatabase(context, ({ db }) => exportAudit(db.kysely, since, context.signal))),
    );
}

/** As many at once, so that millions of rows are not as many writes. */
const LINES_PER_WRITE = 200;

async function exportAudit(db: Executor, firstSeq: number, signal: AbortSignal): Promise<void> {
  const total = (await findLastAudit(db))?.seq ?? 0;
  const progress = createProgress("exporting", total - firstSeq + 1, 0, "rows");
  let rowCount = 0;
  let lines: string[] = [];
  try {
    for await (const { kind, text } of auditLines(db, { firstSeq })) {
      signal.throwIfAborted();
      if (kind === "row") progress.update(++rowCount);
      if (lines.push(text) < LINES_PER_WRITE) continue;
      writeLine(lines.join("\n"));
      lines = [];
    }
    if (lines.length > 0) writeLine(lines.join("\n"));
  } finally {
    progress.stop();
  }
  writeNote(`exported ${countOf(rowCount, "row")}`);
}
