import { type BorderNote, borderNoteKey } from "@redflag/domain/border-table";
import { z } from "zod";
import { type ContextCells, type ReadRow, readContextCsv } from "./context-csv.ts";
import { isCountryCode } from "./country-code.ts";
import type { CsvSource } from "./csv-rows.ts";
import { printable } from "./plain-text.ts";

const COLUMNS = ["kind", "jurisdiction", "to", "source", "date", "note"] as const;
const TEXT_CHARS_MAX = 300;

/**
 * Reads notes of jurisdictions: `higher_risk` of one, or a `corridor` from one to another.
 * @throws Problem `context_list_unreadable`, or `context_row_invalid` naming every bad row
 */
export async function parseBordersCsv(source: CsvSource): Promise<BorderNote[]> {
  return readContextCsv(source, COLUMNS, readRow, borderNoteKey);
}

function readRow(cells: ContextCells<(typeof COLUMNS)[number]>): ReadRow<BorderNote> {
  const { kind, jurisdiction, to, source, date, note } = cells;
  const faults = [
    ...(isCountryCode(jurisdiction)
      ? []
      : [`jurisdiction: ${quoted(jurisdiction)} is no ISO 3166-1 alpha-2 code, such as TR`]),
    ...(source === "" ? ["source: who says so is missing"] : []),
    ...(z.iso.date().safeParse(date).success ? [] : [`date: ${quoted(date)} is not a date such as 2026-01-31`]),
    ...[source, note].flatMap((text) =>
      text.length > TEXT_CHARS_MAX ? [`${text.length} characters in one cell`] : [],
    ),
  ];
  const said = {
    source: printable(source, TEXT_CHARS_MAX),
    date,
    ...(note !== "" && { note: printable(note, TEXT_CHARS_MAX) }),
  };
  if (kind === "higher_risk") {
    if (to !== "") faults.push("to: only a corridor leads anywhere");
    return faults.length > 0 ? { faults } : { row: { kind, jurisdiction, ...said } };
  }
  if (kind !== "corridor") {
    return { faults: [`kind: ${quoted(kind)} is neither higher_risk nor corridor`, ...faults] };
  }
  if (!isCountryCode(to)) faults.push(`to: ${quoted(to)} is no ISO 3166-1 alpha-2 code, such as TR`);
  else if (to === jurisdiction) faults.push("to: a corridor leads to another jurisdiction");
  return faults.length > 0 ? { faults } : { row: { kind, from: jurisdiction, to, ...said } };
}

function quoted(text: string): string {
  return `"${printable(text)}"`;
}
