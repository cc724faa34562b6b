import { AuditLine } from "@redflag/contract/audit-line";
import type { AuditCheckpoint } from "@redflag/domain/audit";
import { AuditFold, type AuditFoldOptions } from "@redflag/domain/audit-fold";
import type { AuditReport } from "@redflag/domain/audit-report";
import { Problem } from "@redflag/domain/problem";
import { type FileLine, readFileLines } from "./file-lines.ts";

export type Trust = Pick<AuditFoldOptions, "checkpoints" | "verifySignature">;

export interface Verified {
  database: string;
  firstSeq: number;
  report: AuditReport;
}

/**
 * Verifies an export, needing nothing but the file.
 * @param onLine is told the bytes that are done; what it throws ends it
 * @throws Problem `audit_unreadable` where it does not begin as an export does
 */
export async function verifyAuditFile(path: string, trust: Trust, onLine: (bytes: number) => void): Promise<Verified> {
  const lines = readFileLines(path);
  const first = await lines.next();
  const header = first.done === true ? undefined : parseLine(first.value);
  if (header === undefined || typeof header === "string" || header.kind !== "audit") {
    throw new Problem("audit_unreadable", `${path} does not begin as one`);
  }
  const { database, firstSeq } = header;
  const fold = new AuditFold({ database, firstSeq, ...trust });
  let endSeq: number | undefined;
  for await (const line of lines) {
    onLine(line.offset);
    if (fold.broken) break;
    const parsed = endSeq === undefined ? parseLine(line) : "it stands after the end";
    if (typeof parsed === "string") fold.addUnreadable(line.number, parsed);
    else if (parsed.kind === "row") fold.addRow(parsed);
    else if (parsed.kind === "checkpoint") fold.addCheckpoint(parsed);
    else if (parsed.kind === "end") endSeq = parsed.lastSeq;
    else fold.addUnreadable(line.number, "another export begins");
  }
  return { database, firstSeq, report: fold.end(endSeq) };
}

/** What is wrong with the line, where it cannot be read. */
function parseLine({ text }: FileLine): AuditLine | string {
  if (text === undefined) return "it is no UTF-8, or too long";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is no JSON";
  }
  const parsed = AuditLine.safeParse(value);
  return parsed.success ? parsed.data : "it is none that an export has";
}

/**
 * Checkpoints that left the host: one JSON object a line, as they were appended or posted.
 * @returns those that can be read, and the numbers of the lines that cannot: a line may have been cut short by a crash, and
 * then it stands once more below
 * @throws Problem `audit_unreadable`
 */
export async function readCheckpointFile(
  path: string,
): Promise<{ checkpoints: AuditCheckpoint[]; badLines: number[] }> {
  const checkpoints: AuditCheckpoint[] = [];
  const badLines: number[] = [];
  for await (const line of readFileLines(path)) {
    const parsed = parseLine(line);
    if (typeof parsed !== "string" && parsed.kind === "checkpoint") checkpoints.push(parsed);
    else badLines.push(line.number);
  }
  // An empty one, too: what was kept elsewhere may have been emptied, and then nothing is held against it.
  if (checkpoints.length === 0) {
    throw new Problem("audit_unreadable", `${path} holds no checkpoint`);
  }
  return { checkpoints, badLines };
}
