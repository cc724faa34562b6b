import { z } from "zod";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const LONG_DATE = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/;
const FRACTION_DIGITS_MAX = 9;
const PER_EUR = /^(\d{1,12})(?:\.(\d+))?$/;
const MS_PER_DAY = 86_400_000;

/** "2026-01-05", or "05 January 2026" as in the ECB's file of one day, to days since 1970-01-01. */
export function readRateDay(text: string): number | undefined {
  const [, day = "", month = "", year = ""] = LONG_DATE.exec(text) ?? [];
  const monthText = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
  const iso = day === "" ? text : `${year}-${monthText}-${day.padStart(2, "0")}`;
  if (!z.iso.date().safeParse(iso).success) return undefined;
  const days = Date.parse(iso) / MS_PER_DAY;
  return days < 0 ? undefined : days;
}

/**
 * Units for one euro, written in the one way that this number has (no needless zeros), so that the same rate is the same
 * content; undefined for a cell that says there is none.
 */
export function readPerEur(text: string): { perEur: string | undefined } | { reason: string } {
  if (text === "" || text === "N/A") return { perEur: undefined };
  const [, whole = "", fraction = ""] = PER_EUR.exec(text) ?? [];
  const digits = fraction.replace(/0+$/, "");
  if (whole === "") return { reason: "is not a positive decimal number such as 1.0852" };
  if (digits.length > FRACTION_DIGITS_MAX) return { reason: `has more than ${FRACTION_DIGITS_MAX} fraction digits` };
  const units = whole.replace(/^0+(?=\d)/, "");
  if (units === "0" && digits === "") return { reason: "is zero" };
  return { perEur: digits === "" ? units : `${units}.${digits}` };
}
