import { Problem } from "@redflag/domain/problem";
import { BadRows } from "./bad-rows.ts";
import { type CsvSource, eachCsvRow } from "./csv-rows.ts";

/** One row's cells by column, each trimmed. */
export type ContextCells<Column extends string> = Readonly<Record<Column, string>>;

export type ReadRow<Row> = { row: Row } | { faults: readonly string[] };

/** Longer files are read by nobody's mistake: refused before they fill the memory. */
const ROWS_MAX = 200_000;

/**
 * Reads a CSV of our own whose header is these columns in this order. All of it or nothing.
 * @param read one row; its faults are shown as they are, so it says in them only what may be shown
 * @param keyOf what two rows may not share
 * @throws Problem `context_list_unreadable`, or `context_row_invalid` naming every bad row
 */
export async function readContextCsv<Column extends string, Row>(
  source: CsvSource,
  columns: readonly Column[],
  read: (cells: ContextCells<Column>) => ReadRow<Row>,
  keyOf: (row: Row) => string,
): Promise<Row[]> {
  const rows: Row[] = [];
  const lineOf = new Map<string, number>();
  const bad = new BadRows("context_row_invalid");
  let hasHeader = false;
  const broken = await eachCsvRow(source, (raw, line) => {
    const cells = raw.map((cell) => cell.trim());
    if (!hasHeader) {
      if (cells.join(",") !== columns.join(",")) throw unreadable(`the header row is not ${columns.join(",")}`);
      hasHeader = true;
      return;
    }
    if (cells.length !== columns.length) {
      bad.add(`line ${line}`, `${cells.length} cells where the header has ${columns.length}`);
      return;
    }
    const result = read(Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? ""])) as ContextCells<Column>);
    if ("faults" in result) {
      bad.add(`line ${line}`, result.faults.join("; "));
      return;
    }
    const key = keyOf(result.row);
    const twin = lineOf.get(key);
    if (twin !== undefined) bad.add(`line ${line}`, `about the same as line ${twin}`);
    lineOf.set(key, line);
    rows.push(result.row);
    if (rows.length > ROWS_MAX) throw unreadable(`it has more than ${ROWS_MAX} rows`);
  });
  if (broken !== undefined) bad.add(`after line ${broken.afterLine}`, `${broken.reason}; nothing beyond was read`);
  bad.throwIfAny();
  if (!hasHeader) throw unreadable("there is no header row");
  if (rows.length === 0) throw unreadable("there is no row in it");
  return rows;
}

function unreadable(detail: string): Problem {
  return new Problem("context_list_unreadable", detail);
}
