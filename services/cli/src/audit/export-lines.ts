import { checkpointLine } from "@redflag/api/audit-delivery";
import type { AuditLine } from "@redflag/contract/audit-line";
import { listAuditCheckpointsFrom } from "@redflag/store/audit-checkpoint";
import { getAuditChainId, streamAudit } from "@redflag/store/audit-read";
import type { Executor } from "@redflag/store/database";

export interface ExportedLine {
  kind: AuditLine["kind"];
  text: string;
}

/** Rows from one on, each checkpoint after the row that it is about, or where that would be. */
export async function* exportLines(db: Executor, firstSeq: number): AsyncGenerator<ExportedLine> {
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
  let lastSeq = firstSeq - 1;
  for await (const { seq, previousHash, hash, content } of streamAudit(db, firstSeq)) {
    yield* takeBelow(seq);
    yield line({ kind: "row", seq, previousHash, hash, content });
    lastSeq = seq;
  }
  yield* takeBelow(Number.POSITIVE_INFINITY);
  yield line({ kind: "end", lastSeq });
}

function line(value: AuditLine): ExportedLine {
  return { kind: value.kind, text: JSON.stringify(value) };
}
