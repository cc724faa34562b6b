import { AuditLine } from "@redflag/contract/audit-line";

/** One line of the audit as one export of all of it would have it: what stands in it, or why it cannot be read. */
export interface PartLine {
  text: string;
  line: AuditLine | string;
}

/**
 * The audit, part after part, as one export: one header, rows and checkpoints, one end. Nothing of a part is kept.
 * @param fetchPart gives the part that begins at this row, of so many rows
 */
export async function* auditParts(
  fetchPart: (from: number) => Promise<string>,
  rowsMax: number,
): AsyncGenerator<PartLine> {
  let database: string | undefined;
  for (let from = 1; ; ) {
    let [rowCount, lastRow] = [0, from - 1];
    let end: PartLine | undefined;
    for (const text of linesOf(await fetchPart(from))) {
      const line = parse(text);
      if (typeof line === "string" || end !== undefined) {
        yield { text, line: typeof line === "string" ? line : "it stands after the end" };
      } else if (line.kind === "end") end = { text, line };
      else if (line.kind === "audit") {
        if (line.firstSeq !== from || (database ?? line.database) !== line.database) {
          yield { text, line: "another export begins" };
        } else if (database === undefined) yield { text, line };
        database ??= line.database;
      } else if (line.kind === "row") {
        [rowCount, lastRow] = [rowCount + 1, line.seq];
        yield { text, line };
        // The part before has told of those about its last row.
      } else if (from === 1 || line.seq >= from) yield { text, line };
    }
    // Broken off: there is no end then, and whoever reads it sees that.
    if (end === undefined || typeof end.line === "string" || end.line.kind !== "end") return;
    if (rowCount < rowsMax || end.line.lastSeq !== lastRow) {
      yield end;
      return;
    }
    from = lastRow + 1;
  }
}

/** Line feeds alone end a line: what else does so for a person stands inside entries as it is. */
function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

function parse(text: string): AuditLine | string {
  try {
    const parsed = AuditLine.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : "it is none that an export has";
  } catch {
    return "it is no JSON";
  }
}
