import type { Entry } from "@redflag/domain/entry";
import type { VenueAccount } from "@redflag/domain/venue-account";
import { classifyAccounts } from "./classify-account.ts";
import { type ClassifiedAddress, classifyAddresses } from "./classify-address.ts";
import { type EntryCells, type EntryColumn, type EntryDefaults, readEntryCells, subjectFault } from "./entry-row.ts";
import { printable } from "./plain-text.ts";

/** Bytes as they come from a file, a download or standard input. */
export type ByteSource = AsyncIterable<Uint8Array>;

/** One address or account as a publisher's file has it, or what came of it. Each has a place: a line, an element, a path. */
export type ImportedRow =
  | { kind: "entry"; place: string; entry: Entry; repairs: readonly string[] }
  /** A whole address of a chain that is not screened. */
  | { kind: "foreign"; place: string; format: string }
  | { kind: "refused"; place: string; reason: string; text: string };

export interface ImporterSample {
  /** One text for each part that is there, in the format as it is published. */
  parts: readonly string[];
  /**
   * The entries that come of it, in order: the address as its chain writes it, or "account 123 at a-venue"; then what the row
   * itself said of it.
   */
  entries: ReadonlyArray<readonly [subject: string, said: Partial<Omit<Entry, "address" | "family">>]>;
  foreign?: Readonly<Record<string, number>>;
  refused?: number;
}

/**
 * How one publisher's format is read, in one file of `importers/` that carries its own sample.
 * It takes addresses, accounts at venues, orders and their dates, and of services the business' name. It reads no name of a person, no date of
 * birth and no number of a document: what is not read cannot leak.
 */
export interface Importer {
  /** Kebab-case; the file's name. */
  id: string;
  title: string;
  /** The files it is given, in this order. Those after the first may be left out. */
  parts: readonly [string, ...string[]];
  /** Whose rows these are: a bad row in an own file is mended there, in a publisher's it is counted and recorded. */
  rowsBelongTo: "us" | "publisher";
  /** What holds of its entries where neither the rows nor the list say otherwise. */
  suggests: Partial<Pick<EntryDefaults, "authority" | "category" | "severity" | "confidence">>;
  sample: ImporterSample;
  /**
   * Every row of the files in turn, none left out.
   * @throws Problem `list_unreadable`, naming the line or element after which the file makes no sense
   */
  read(parts: readonly ByteSource[], defaults: EntryDefaults): AsyncIterable<ImportedRow>;
}

/** The rows that come of one field: one for each address in it, all with what the source says of the field. */
export function rowsOf(place: string, field: string, cells: EntryCells, defaults: EntryDefaults): ImportedRow[] {
  return classifyAddresses(field).map((as) => rowOf(place, as, cells, defaults));
}

function rowOf(place: string, as: ClassifiedAddress, cells: EntryCells, defaults: EntryDefaults): ImportedRow {
  if (as.kind === "foreign") return { kind: "foreign", place, format: as.format };
  if (as.kind === "refused") return refusedRow(place, as.reason, as.text);
  const read = readEntryCells(as.parsed, cells, defaults);
  if ("reason" in read) return refusedRow(place, read.reason, as.parsed.address);
  return { kind: "entry", place, entry: read.entry, repairs: as.repairs };
}

/** The same of a row that has whom it is about in columns of its own, as entries.csv does. */
export function rowsOfColumns(
  place: string,
  { address, venue, account, ...others }: Partial<Record<EntryColumn, string>>,
  defaults: EntryDefaults,
): ImportedRow[] {
  const names = {
    ...(address !== undefined && { address }),
    ...(venue !== undefined && { venue }),
    ...(account !== undefined && { account }),
  };
  const fault = subjectFault(names);
  if (fault !== undefined) return [refusedRow(place, fault, address ?? "")];
  if (venue === undefined || account === undefined) return rowsOf(place, address ?? "", others, defaults);
  return accountRows(place, { venue, account }, others, defaults);
}

/** The rows that come of an account, or of several in one field: at this venue, each with what the source says of it. */
export function accountRows(
  place: string,
  field: VenueAccount,
  cells: EntryCells,
  defaults: EntryDefaults,
): ImportedRow[] {
  return classifyAccounts(field).map((as) => {
    if (as.kind === "refused") return refusedRow(place, as.reason, "");
    const read = readEntryCells(as.subject, cells, defaults);
    if ("reason" in read) return refusedRow(place, read.reason, "");
    return { kind: "entry", place, entry: read.entry, repairs: as.repairs };
  });
}

/** What stands in a field instead of an address may be anybody's name or number: only what resembles an address is kept. */
export function refusedRow(place: string, reason: string, text: string): ImportedRow {
  const isLikeAddress = /^[0-9A-Za-z]{20,}$/.test(text) && /\d/.test(text);
  return {
    kind: "refused",
    place: printable(place),
    reason: printable(reason, 300),
    text: isLikeAddress ? printable(text, 100) : "",
  };
}
