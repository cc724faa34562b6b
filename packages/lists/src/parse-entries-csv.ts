import { hash } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { BadRows } from "./bad-rows.ts";
import { type CsvSource, eachCsvRow } from "./csv-rows.ts";
import { ENTRY_COLUMNS, type EntryColumn, type EntryDefaults, readEntryRow } from "./entry-row.ts";
import { printable } from "./plain-text.ts";

/**
 * Reads entries.csv as watchlists/README.md describes it, in the order of the file. All of it or nothing.
 * @throws Problem `list_unreadable` when the header row cannot be used or no entry is in it, `list_row_invalid` naming every bad row
 */
export async function parseEntriesCsv(source: CsvSource, defaults: EntryDefaults): Promise<{ entries: Entry[] }> {
  const entries: Entry[] = [];
  const lineByContent = new Map<string, number>();
  const bad = new BadRows("list_row_invalid");
  let columns: EntryColumn[] | undefined;

  const broken = await eachCsvRow(source, (cells, line) => {
    if (columns === undefined) {
      columns = readHeader(cells);
      return;
    }
    const place = `line ${line}`;
    if (cells.length !== columns.length) {
      bad.add(place, `${cells.length} cells where the header has ${columns.length}; is a comma not quoted?`);
      return;
    }
    const result = readEntryRow(byColumn(columns, cells), defaults);
    if ("reason" in result) {
      bad.add(place, result.reason);
      return;
    }
    const content = hash("sha256", JSON.stringify(result.entry), "base64");
    const twin = lineByContent.get(content);
    if (twin === undefined) {
      lineByContent.set(content, line);
      entries.push(result.entry);
    } else bad.add(place, `says the same as line ${twin}`);
  });

  if (broken !== undefined) bad.add(`after line ${broken.afterLine}`, `${broken.reason}; nothing beyond was read`);
  bad.throwIfAny();
  if (columns === undefined) throw new Problem("list_unreadable", `there is no header row; ${KNOWN}`);
  // A file that was cut off after its header would take everything off the list.
  if (entries.length === 0) throw new Problem("list_unreadable", "there is no entry in it");
  return { entries };
}

const KNOWN = `known columns: ${ENTRY_COLUMNS.join(", ")}`;

function readHeader(cells: readonly string[]): EntryColumn[] {
  const columns = cells.map((name, index) => {
    const column = ENTRY_COLUMNS.find((known) => known === name);
    if (column !== undefined) return column;
    throw new Problem("list_unreadable", `column ${index + 1}, "${printable(name)}", is not known; ${KNOWN}`);
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Problem("list_unreadable", `column ${twice} stands twice in the header row`);
  if (!columns.includes("address")) throw new Problem("list_unreadable", "the header row has no column address");
  return columns;
}

function byColumn(columns: readonly EntryColumn[], cells: readonly string[]): Partial<Record<EntryColumn, string>> {
  const row: Partial<Record<EntryColumn, string>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (cell !== undefined && cell !== "") row[column] = cell;
  }
  return row;
}
