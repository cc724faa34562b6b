import { checkpointText } from "@redflag/domain/audit";
import type { AuditFoldOptions, SignatureVerdict } from "@redflag/domain/audit-fold";
import { AuditFold } from "@redflag/domain/audit-fold";
import type { AuditReport } from "@redflag/domain/audit-report";
import type { PartLine } from "./audit-parts.ts";

export type CheckSignature = (keyId: string, text: string, signature: string) => Promise<SignatureVerdict>;

interface Options {
  /** Absent: signatures are not looked at, and the report says so. */
  checkSignature?: CheckSignature | undefined;
  onRow?: (seq: number) => void;
}

/** Folds the lines as `redflag audit verify` folds those of a file. What it holds does not grow with the rows. */
export async function verifyLines(
  lines: AsyncIterable<PartLine>,
  { checkSignature, onRow = () => {} }: Options,
): Promise<AuditReport> {
  const verdicts = new Map<string, SignatureVerdict>();
  const trust: Partial<AuditFoldOptions> =
    checkSignature === undefined
      ? {}
      : { verifySignature: (...signed) => verdicts.get(JSON.stringify(signed)) ?? "invalid" };
  // Of a chain without a beginning nothing can be said but that.
  let fold = new AuditFold({ database: "", firstSeq: 1, ...trust });
  let endSeq: number | undefined;
  let number = 0;
  for await (const { line } of lines) {
    number++;
    if (typeof line === "string") fold.addUnreadable(number, line);
    else if (line.kind === "audit") fold = new AuditFold({ database: line.database, firstSeq: 1, ...trust });
    else if (line.kind === "end") endSeq = line.lastSeq;
    else if (line.kind === "row") {
      fold.addRow(line);
      onRow(line.seq);
    } else {
      const signed = [line.keyId, checkpointText(line), line.signature] as const;
      // The fold cannot wait for the browser's answer: it is there before it asks.
      if (checkSignature !== undefined) verdicts.set(JSON.stringify(signed), await checkSignature(...signed));
      fold.addCheckpoint(line);
    }
    if (fold.broken) break;
  }
  return fold.end(endSeq);
}
