import { type Entry, isService } from "@redflag/domain/entry";
import type { EntrySubject } from "@redflag/domain/entry-subject";
import { Problem } from "@redflag/domain/problem";
import { parseVenueAccount, type VenueAccount } from "@redflag/domain/venue-account";
import { z } from "zod";
import { entryAddress } from "./entry-address.ts";
import { entryDate } from "./entry-date.ts";
import * as fields from "./entry-fields.ts";

/** What a list says of every entry that does not say otherwise. */
export type EntryDefaults = Pick<Entry, "category" | "severity" | "authority" | "confidence" | "sharing"> &
  Partial<Pick<Entry, "programme" | "documentUrl" | "jurisdictions">>;

const confidence = z
  .string()
  .regex(/^\d{1,3}$/, fields.PERCENT_TEXT)
  .transform(Number)
  .pipe(fields.confidencePercent);

/** All that a row says of its subject. */
const facts = {
  category: fields.category.optional(),
  severity: fields.severity.optional(),
  authority: fields.authority.optional(),
  programme: fields.programme.optional(),
  reference: fields.reference.optional(),
  document_url: fields.publicUrl.optional(),
  entity: fields.entity.optional(),
  jurisdictions: fields.jurisdictions.optional(),
  confidence: confidence.optional(),
  valid_from: entryDate.optional(),
  valid_to: entryDate.optional(),
  sharing: fields.sharing.optional(),
};
const intervalFault = { path: ["valid_to"], error: "not after valid_from" };
const EntryFacts = z.object(facts).refine(isInterval, intervalFault);
/** The columns of entries.csv. An empty cell is an absent one. */
const AddressRow = z.object({ address: entryAddress, ...facts }).refine(isInterval, intervalFault);
/** Who a row is about: an address, or a venue and an account there. */
const SUBJECT_COLUMNS = ["address", "venue", "account"] as const;

function isInterval({
  valid_from: from,
  valid_to: to,
}: {
  valid_from?: number | undefined;
  valid_to?: number | undefined;
}) {
  return from === undefined || to === undefined || from < to;
}

type FactColumn = keyof typeof facts;
export type EntryColumn = (typeof SUBJECT_COLUMNS)[number] | FactColumn;
export const ENTRY_COLUMNS: readonly EntryColumn[] = [...SUBJECT_COLUMNS, ...(Object.keys(facts) as FactColumn[])];
/** What a source says of a subject, in the words of entries.csv. */
export type EntryCells = Partial<Record<FactColumn, string>>;

/** @returns the entry, or what is wrong with each column that is */
export function readEntryRow(
  cells: Partial<Record<EntryColumn, string>>,
  defaults: EntryDefaults,
): { entry: Entry } | { reason: string } {
  const fault = subjectFault(cells);
  if (fault !== undefined) return { reason: fault };
  const { venue, account, ...others } = cells;
  if (venue !== undefined && account !== undefined) {
    const subject = readVenueAccount(venue, account);
    return "reason" in subject ? subject : readEntryCells(subject, others, defaults);
  }
  const result = AddressRow.safeParse(cells);
  return result.success ? checkName(toEntry(result.data.address, result.data, defaults)) : faultOf(result.error);
}

/** What is wrong with whom a row names: it is about one address, or about one account. */
export function subjectFault({ address, venue, account }: Partial<Record<EntryColumn, string>>): string | undefined {
  if (address !== undefined) {
    return venue === undefined && account === undefined ? undefined : "address: beside an account; a row is about one";
  }
  if (venue === undefined && account === undefined) return "address: missing";
  if (account === undefined) return "account: missing, and the venue stands without one";
  return venue === undefined ? "venue: missing, and the account stands without one" : undefined;
}

export function readVenueAccount(venue: string, account: string): VenueAccount | { reason: string } {
  try {
    return parseVenueAccount(venue, account);
  } catch (error) {
    if (error instanceof Problem) return { reason: error.detail };
    throw error;
  }
}

/** The same, of a subject that was read already. */
export function readEntryCells(
  subject: EntrySubject,
  cells: EntryCells,
  defaults: EntryDefaults,
): { entry: Entry } | { reason: string } {
  const result = EntryFacts.safeParse(cells);
  return result.success ? checkName(toEntry(subject, result.data, defaults)) : faultOf(result.error);
}

function checkName(entry: Entry): { entry: Entry } | { reason: string } {
  if (entry.entity === undefined || isService(entry)) return { entry };
  return { reason: `entity: only a service is named, and this one is ${entry.category}` };
}

function faultOf({ issues }: z.ZodError): { reason: string } {
  return { reason: issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ") };
}

/** Members come in one order and are absent where nothing is known, so equal entries have equal JSON. */
function toEntry(subject: EntrySubject, row: z.infer<typeof EntryFacts>, defaults: EntryDefaults): Entry {
  const entry: Entry = {
    ...subject,
    category: row.category ?? defaults.category,
    severity: row.severity ?? defaults.severity,
    authority: row.authority ?? defaults.authority,
    confidence: row.confidence ?? defaults.confidence,
    sharing: row.sharing ?? defaults.sharing,
  };
  const programme = row.programme ?? defaults.programme;
  const documentUrl = row.document_url ?? defaults.documentUrl;
  const jurisdictions = row.jurisdictions ?? defaults.jurisdictions;
  if (programme !== undefined) entry.programme = programme;
  if (row.reference !== undefined) entry.reference = row.reference;
  if (documentUrl !== undefined) entry.documentUrl = documentUrl;
  if (row.entity !== undefined) entry.entity = row.entity;
  if (jurisdictions !== undefined) entry.jurisdictions = jurisdictions;
  if (row.valid_from !== undefined) entry.validFrom = row.valid_from;
  if (row.valid_to !== undefined) entry.validTo = row.valid_to;
  return entry;
}
