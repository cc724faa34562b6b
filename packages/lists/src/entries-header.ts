import { Problem } from "@redflag/domain/problem";
import { ENTRY_COLUMNS, type EntryColumn } from "./entry-row.ts";
import { printable } from "./plain-text.ts";

export const KNOWN_COLUMNS = `known columns: ${ENTRY_COLUMNS.join(", ")}`;

/** @throws Problem `list_unreadable` naming the column that cannot be used */
export function readHeader(cells: readonly string[]): EntryColumn[] {
  const columns = cells.map((name, index) => {
    const column = ENTRY_COLUMNS.find((known) => known === name);
    if (column !== undefined) return column;
    throw new Problem("list_unreadable", `column ${index + 1}, "${printable(name)}", is not known; ${KNOWN_COLUMNS}`);
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Problem("list_unreadable", `column ${twice} stands twice in the header row`);
  if (!columns.includes("address") && !(columns.includes("venue") && columns.includes("account"))) {
    throw new Problem("list_unreadable", "the header row has no column address, and no columns venue and account");
  }
  return columns;
}

/** An empty cell is an absent one. */
export function byColumn(
  columns: readonly EntryColumn[],
  cells: readonly string[],
): Partial<Record<EntryColumn, string>> {
  const row: Partial<Record<EntryColumn, string>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (cell !== undefined && cell !== "") row[column] = cell;
  }
  return row;
}
