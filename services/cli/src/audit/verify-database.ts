import { AuditFold } from "@redflag/domain/audit-fold";
import { listAuditCheckpointsFrom } from "@redflag/store/audit-checkpoint";
import { findLastAudit, getAuditChainId, streamAudit } from "@redflag/store/audit-read";
import type { Executor } from "@redflag/store/database";
import { createProgress } from "../progress.ts";
import type { Trust, Verified } from "./verify-file.ts";

/** Also holds the columns that are searched against the text, which an export does not have. */
export async function verifyAuditDatabase(db: Executor, trust: Trust, signal: AbortSignal): Promise<Verified> {
  const database = await getAuditChainId(db);
  const fold = new AuditFold({ database, firstSeq: 1, ...trust });
  let lastSeq = 0;
  // Before the rows: each is then about a row that is read, or gone.
  for (const checkpoint of await listAuditCheckpointsFrom(db, 1)) fold.addCheckpoint(checkpoint);
  const progress = createProgress("verifying", (await findLastAudit(db))?.seq ?? 0, 0, "rows");
  try {
    for await (const { columnsFit, ...row } of streamAudit(db, 1)) {
      signal.throwIfAborted();
      fold.addRow(row, columnsFit);
      if (fold.broken) break;
      lastSeq = row.seq;
      progress.update(row.seq);
    }
  } finally {
    progress.stop();
  }
  return { database, firstSeq: 1, report: fold.end(lastSeq) };
}
