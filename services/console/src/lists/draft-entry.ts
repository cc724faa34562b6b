import type { ListEntry, NewEntry } from "@redflag/contract/http/list-entry";
import { parseAddress } from "@redflag/domain/address";
import { type EntryCategory, SERVICE_CATEGORIES, type Severity, type Sharing } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import type { BegunEntry } from "./propose-search.ts";

/** An entry as it is typed: every field is there, and a text. */
export interface DraftEntry {
  /** Tells forms apart; no part of what is proposed. */
  key: string;
  about: "address" | "account";
  address: string;
  venue: string;
  account: string;
  category: EntryCategory | undefined;
  severity: Severity | undefined;
  confidence: string;
  authority: string;
  programme: string;
  reference: string;
  documentUrl: string;
  entity: string;
  jurisdictions: string;
  validFrom: string;
  validTo: string;
  sharing: Sharing;
}

export type DraftField = Exclude<keyof DraftEntry, "key" | "about">;
export type FaultWord = "percent" | "url" | "countries" | "moment" | "order";
/** What is wrong: a word of ours, or what the reader of addresses says. */
export type DraftFaults = Partial<Record<DraftField, FaultWord | { said: string }>>;

const COUNTRY = /^[A-Z]{2}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/;

export function newDraft(begun?: BegunEntry): DraftEntry {
  return {
    key: crypto.randomUUID(),
    about: "address",
    address: begun?.address ?? "",
    venue: "",
    account: "",
    category: begun?.category,
    severity: begun === undefined ? undefined : "LOW",
    confidence: String(begun?.confidence ?? 100),
    authority: "",
    programme: "",
    reference: "",
    documentUrl: "",
    entity: begun?.entity ?? "",
    jurisdictions: "",
    validFrom: "",
    validTo: "",
    sharing: "TLP:RED",
  };
}

/** An entry that is there, to be said in other words. */
export function draftOf(entry: ListEntry): DraftEntry {
  const {
    address = "",
    venue = "",
    account = "",
    programme = "",
    reference = "",
    documentUrl = "",
    entity = "",
  } = entry;
  return {
    key: entry.id,
    about: entry.address === undefined ? "account" : "address",
    address,
    venue,
    account,
    category: entry.category,
    severity: entry.severity,
    confidence: String(entry.confidence),
    authority: entry.authority,
    programme,
    reference,
    documentUrl,
    entity,
    jurisdictions: entry.jurisdictions?.join(" ") ?? "",
    validFrom: momentText(entry.validFrom),
    validTo: momentText(entry.validTo),
    sharing: entry.sharing,
  };
}

/** The day alone where it is midnight. */
function momentText(time: string | undefined): string {
  return time?.replace(/\.000Z$/, "Z").replace("T00:00:00Z", "") ?? "";
}

export function isServiceCategory(category: EntryCategory | undefined): boolean {
  return SERVICE_CATEGORIES.some((one) => one === category);
}

/** @returns faults of what was typed; the entry once nothing is wrong and nothing that is needed is missing */
export function checkDraft(draft: DraftEntry): { faults: DraftFaults; entry?: NewEntry } {
  const faults: DraftFaults = {};
  const text = (field: DraftField) => String(draft[field] ?? "").trim();
  if (draft.about === "address" && text("address") !== "") {
    const said = addressFault(text("address"));
    if (said !== undefined) faults.address = { said };
  }
  const confidence = Number(text("confidence"));
  if (!/^\d{1,3}$/.test(text("confidence")) || confidence > 100) faults.confidence = "percent";
  if (text("documentUrl") !== "" && !isWebUrl(text("documentUrl"))) faults.documentUrl = "url";
  const jurisdictions = text("jurisdictions")
    .split(/[\s,;]+/)
    .filter((code) => code !== "");
  if (!jurisdictions.every((code) => COUNTRY.test(code))) faults.jurisdictions = "countries";
  const [validFrom, validTo] = [timeOf(text("validFrom")), timeOf(text("validTo"))];
  if (validFrom === "wrong") faults.validFrom = "moment";
  if (validTo === "wrong") faults.validTo = "moment";
  else if (validFrom !== undefined && validTo !== undefined && validFrom >= validTo) faults.validTo = "order";

  const { category, severity, sharing } = draft;
  const named = draft.about === "address" ? [text("address")] : [text("venue"), text("account")];
  if (Object.keys(faults).length > 0 || named.includes("") || category === undefined || severity === undefined) {
    return { faults };
  }
  const optional = (field: "authority" | "programme" | "reference" | "documentUrl") =>
    text(field) === "" ? {} : { [field]: text(field) };
  const entry: NewEntry = {
    ...(draft.about === "address" ? { address: text("address") } : { venue: text("venue"), account: text("account") }),
    category,
    severity,
    confidence,
    sharing,
    ...optional("authority"),
    ...optional("programme"),
    ...optional("reference"),
    ...optional("documentUrl"),
    ...(isServiceCategory(category) && text("entity") !== "" && { entity: text("entity") }),
    ...(jurisdictions.length > 0 && { jurisdictions }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
  };
  return { faults, entry };
}

/** What is wrong with an address, in the words of whoever reads addresses; it is never corrected. */
function addressFault(text: string): string | undefined {
  try {
    parseAddress(text);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** A day begins at midnight UTC; a moment says its zone. */
function timeOf(text: string): string | "wrong" | undefined {
  if (text === "") return undefined;
  if (!DAY.test(text) && !MOMENT.test(text)) return "wrong";
  const time = new Date(DAY.test(text) ? `${text}T00:00:00Z` : text);
  // A day that the calendar does not have becomes another one.
  const isThere =
    !Number.isNaN(time.getTime()) &&
    new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10));
  return isThere ? time.toISOString() : "wrong";
}
