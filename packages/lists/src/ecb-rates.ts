import { Problem } from "@redflag/domain/problem";
import type { Rate } from "@redflag/domain/rate-table";
import { BadRows } from "./bad-rows.ts";
import { type CsvSource, eachCsvRow } from "./csv-rows.ts";
import { isCurrencyCode } from "./currency-code.ts";
import { printable } from "./plain-text.ts";
import { readPerEur, readRateDay } from "./rate-cells.ts";
import { findMissingDays, findRateGaps, type RateGap } from "./rate-gaps.ts";

export interface ParsedRates {
  /** In the order of the file. */
  rates: Rate[];
  /** Days since 1970-01-01: business days between the first and the last that have no row; holidays are among them. */
  missingDays: number[];
  gaps: RateGap[];
}

/** Two hundred years of days: a file that is longer is no rate list, and would fill the memory. */
const ROWS_MAX = 75_000;

/**
 * Reads a CSV in the shape of the ECB's eurofxref-hist.csv or eurofxref.csv: `Date`, then one ISO 4217 code a column,
 * each cell the units for one euro, empty or `N/A` where there is none; a comma at the end of a line is fine. Days in
 * any order. All of it or nothing.
 * @throws Problem `rate_list_unreadable` when the header row cannot be used or no rate is in it, `rate_row_invalid` naming
 * every bad row
 */
export async function parseEcbRates(source: CsvSource): Promise<ParsedRates> {
  const rates: Rate[] = [];
  const lineOfDay = new Map<number, number>();
  const bad = new BadRows("rate_row_invalid");
  let currencies: readonly string[] | undefined;

  const broken = await eachCsvRow(source, (rawCells, line) => {
    const cells = rawCells.map((cell) => cell.trim());
    if (currencies === undefined) {
      currencies = readHeader(cells);
      return;
    }
    const row = readRow(cells, currencies);
    const twin = "day" in row ? lineOfDay.get(row.day) : undefined;
    if ("reason" in row) bad.add(`line ${line}`, row.reason);
    else if (twin !== undefined) bad.add(`line ${line}`, `Date: the day of line ${twin} again`);
    else {
      lineOfDay.set(row.day, line);
      rates.push(...row.rates);
    }
    if (lineOfDay.size > ROWS_MAX) throw unreadable(`it has more than ${ROWS_MAX} days`);
  });

  if (broken !== undefined) bad.add(`after line ${broken.afterLine}`, `${broken.reason}; nothing beyond was read`);
  bad.throwIfAny();
  if (currencies === undefined) throw unreadable("there is no header row");
  if (rates.length === 0) throw unreadable("there is no rate in it");
  return { rates, missingDays: findMissingDays(new Set(lineOfDay.keys())), gaps: findRateGaps(rates) };
}

/** The currencies by column. */
function readHeader(cells: readonly string[]): string[] {
  const [date, ...codes] = cells;
  if (date !== "Date") throw unreadable(`column 1 is "${printable(date ?? "")}", where Date is expected`);
  if (codes.at(-1) === "") codes.pop();
  if (codes.length === 0) throw unreadable("the header row names no currency");
  for (const [index, code] of codes.entries()) {
    const place = `column ${index + 2}, "${printable(code)}",`;
    if (code === "EUR") throw unreadable(`${place} has no column: every rate is for 1 EUR`);
    if (!isCurrencyCode(code)) throw unreadable(`${place} is not an ISO 4217 currency code`);
    if (codes.indexOf(code) !== index) throw unreadable(`${place} stands twice in the header row`);
  }
  return codes;
}

function readRow(
  given: readonly string[],
  currencies: readonly string[],
): { day: number; rates: Rate[] } | { reason: string } {
  const columns = currencies.length + 1;
  const cells = given.length === columns + 1 && given.at(-1) === "" ? given.slice(0, -1) : given;
  if (cells.length !== columns) return { reason: `${cells.length} cells where the header has ${columns}` };
  const day = readRateDay(cells[0] ?? "");
  const faults: string[] = [];
  if (day === undefined) faults.push(`Date: "${printable(cells[0] ?? "")}" is not a date such as 2026-01-31`);
  const rates: Rate[] = [];
  for (const [index, currency] of currencies.entries()) {
    const cell = cells[index + 1] ?? "";
    const read = readPerEur(cell);
    if ("reason" in read) faults.push(`${currency}: "${printable(cell)}" ${read.reason}`);
    else if (day !== undefined && read.perEur !== undefined) rates.push({ currency, day, perEur: read.perEur });
  }
  return day === undefined || faults.length > 0 ? { reason: faults.join("; ") } : { day, rates };
}

function unreadable(detail: string): Problem {
  return new Problem("rate_list_unreadable", detail);
}
