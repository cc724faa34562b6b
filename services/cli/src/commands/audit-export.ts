import { checkpointLine } from "@redflag/api/audit-delivery";
import type { AuditLine } from "@redflag/contract/audit-line";
import { listAuditCheckpointsFrom } from "@redflag/store/audit-checkpoint";
import { findLastAudit, getAuditChainId, streamAudit } from "@redflag/store/audit-read";
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
  // Before the rows: each is then about a row that is read.
  const checkpoints = await listAuditCheckpointsFrom(db, firstSeq - 1);
  const total = (await findLastAudit(db))?.seq ?? 0;
  const progress = createProgress("exporting", total - firstSeq + 1, 0, "rows");
  let lines: string[] = [];
  const write = (line: string) => {
    if (lines.push(line) < LINES_PER_WRITE) return;
    writeLine(lines.join("\n"));
    lines = [];
  };
  const writeCheckpointsBelow = (seq: number) => {
    while ((checkpoints[0]?.seq ?? seq) < seq) write(checkpointLine(checkpoints.shift() as (typeof checkpoints)[0]));
  };
  let lastSeq = firstSeq - 1;
  let count = 0;
  try {
    const database = await getAuditChainId(db);
    write(lineOf({ kind: "audit", format: 1, database, firstSeq, exportedAt: new Date().toISOString() }));
    for await (const { seq, previousHash, hash, content } of streamAudit(db, firstSeq)) {
      signal.throwIfAborted();
      writeCheckpointsBelow(seq);
      write(lineOf({ kind: "row", seq, previousHash, hash, content }));
      progress.update(++count);
      lastSeq = seq;
    }
    writeCheckpointsBelow(Number.POSITIVE_INFINITY);
    lines.push(lineOf({ kind: "end", lastSeq }));
    writeLine(lines.join("\n"));
  } finally {
    progress.stop();
  }
  writeNote(`exported ${countOf(count, "row")}`);
}

function lineOf(line: AuditLine): string {
  return JSON.stringify(line);
}
