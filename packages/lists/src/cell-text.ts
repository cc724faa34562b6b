import { publicUrl } from "./entry-fields.ts";
import type { EntryCells } from "./entry-row.ts";

/** Of several addresses of documents the first that people can follow; one that they cannot costs no entry. */
export function documentCell(texts: readonly string[]): EntryCells {
  const url = texts.map((text) => text.trim()).find((text) => publicUrl.safeParse(text).success);
  return url === undefined ? {} : { document_url: url };
}

/** ISO 3166-1 alpha-2 codes as publishers write them; what is none, such as `EU-wide`, is left out. */
export function jurisdictionCell(texts: readonly string[]): EntryCells {
  const codes = new Set(texts.map((text) => text.trim().toUpperCase()).filter((text) => /^[A-Z]{2}$/.test(text)));
  return codes.size === 0 ? {} : { jurisdictions: [...codes].sort().join(";") };
}

/** `2021` and `2021-05` begin with their first day. What is no date stays as it is, to be refused by its name. */
export function firstMoment(text: string): string {
  if (/^\d{4}$/.test(text)) return `${text}-01-01`;
  if (/^\d{4}-\d{2}$/.test(text)) return `${text}-01`;
  return withoutFraction(text);
}

/** The moment after a day, month or year that a thing still holds in; of a moment, itself. */
export function momentAfter(text: string): string {
  if (!/^\d{4}(?:-\d{2}){0,2}$/.test(text)) return withoutFraction(text);
  const [year = 0, month, day] = text.split("-").map(Number);
  const after = new Date(Date.UTC(month === undefined ? year + 1 : year, 0, 1));
  if (month !== undefined) after.setUTCMonth(day === undefined ? month : month - 1, day === undefined ? 1 : day + 1);
  const isDay = Number.isNaN(Date.parse(firstMoment(text))) ? undefined : after.toISOString().slice(0, 10);
  return isDay ?? text;
}

function withoutFraction(text: string): string {
  return text.replace(/(T\d{2}:\d{2}:\d{2})\.\d+/, "$1");
}

/** A cell only where there is something to say. */
export function cell(name: keyof EntryCells, text: string | undefined): EntryCells {
  return text === undefined || text === "" ? {} : { [name]: text };
}
