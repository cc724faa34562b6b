import { hash } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { BadRows } from "./bad-rows.ts";
import { type CsvSource, eachCsvRow } from "./csv-rows.ts";
import { byColumn, KNOWN_COLUMNS, readHeader } from "./entries-header.ts";
import { type EntryColumn, type EntryDefaults, readEntryRow } from "./entry-row.ts";

/**
 * Reads entries.csv as watchlists/README.md describes it, in the order of the file. All of it or nothing.
 * @throws Problem `list_unreadable` when the header row cannot be used or no entry is in it, `list_row_invalid` naming every bad row
 */
export async function parseEntriesCsv(source: CsvSource, defaults: EntryDefaults): Promise<{ entries: Entry[] }> {
  const { entries, bad } = await checkEntriesCsv(source, defaults);
  bad.throwIfAny();
  return { entries };
}

/**
 * The same for whoever shows what is bad: then the entries are those of the other rows, and not to be taken.
 * @throws Problem `list_unreadable`
 */
export async function checkEntriesCsv(
  source: CsvSource,
  defaults: EntryDefaults,
): Promise<{ entries: Entry[]; rowCount: number; bad: BadRows }> {
  const entries: Entry[] = [];
  const lineByContent = new Map<string, number>();
  const bad = new BadRows("list_row_invalid");
  let columns: EntryColumn[] | undefined;
  let rowCount = 0;

  const broken = await eachCsvRow(source, (cells, line) => {
    if (columns === undefined) {
      columns = readHeader(cells);
      return;
    }
    rowCount++;
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
  if (columns === undefined && bad.count === 0)
    throw new Problem("list_unreadable", `there is no header row; ${KNOWN_COLUMNS}`);
  // A file that was cut off after its header would take everything off the list.
  if (entries.length === 0 && bad.count === 0) throw new Problem("list_unreadable", "there is no entry in it");
  return { entries, rowCount, bad };
}
