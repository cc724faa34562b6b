import type { AuditLine } from "@redflag/contract/audit-line";
import { listAuditCheckpointsFrom } from "@redflag/store/audit-checkpoint";
import { getAuditChainId, streamAudit } from "@redflag/store/audit-read";
import type { Executor } from "@redflag/store/database";
import { checkpointLine } from "./audit-delivery.ts";

export interface ExportedLine {
  kind: AuditLine["kind"];
  text: string;
}

export interface AuditPart {
  firstSeq: number;
  /** Absent: all that there are. */
  rowsMax?: number;
}

/** Rows from one on, each checkpoint after the row that it is about, or where that would be. */
export async function* auditLines(
  db: Executor,
  { firstSeq, rowsMax = Number.POSITIVE_INFINITY }: AuditPart,
): AsyncGenerator<ExportedLine> {
  // Before the rows: each is then about a row that is read, or gone.
  const checkpoints = (await listAuditCheckpointsFrom(db, firstSeq - 1)).values();
  let checkpoint = checkpoints.next();
  function* takeBelow(seq: number): Generator<ExportedLine> {
    for (; checkpoint.done !== true && checkpoint.value.seq < seq; checkpoint = checkpoints.next()) {
      yield { kind: "checkpoint", text: checkpointLine(checkpoint.value) };
    }
  }

  const database = await getAuditChainId(db);
  yield line({ kind: "audit", format: 1, database, firstSeq, exportedAt: new Date().toISOString() });
  let [lastSeq, rowCount] = [firstSeq - 1, 0];
  for await (const { seq, previousHash, hash, content } of streamAudit(db, firstSeq)) {
    // Of a row that somebody put in twice both are in one part: the next one begins behind them.
    if (rowCount >= rowsMax && seq !== lastSeq) {
      yield* takeBelow(lastSeq + 1);
      yield line({ kind: "end", lastSeq });
      return;
    }
    yield* takeBelow(seq);
    yield line({ kind: "row", seq, previousHash, hash, content });
    lastSeq = seq;
    rowCount++;
  }
  yield* takeBelow(Number.POSITIVE_INFINITY);
  yield line({ kind: "end", lastSeq });
}

function line(value: AuditLine): ExportedLine {
  return { kind: value.kind, text: JSON.stringify(value) };
}
