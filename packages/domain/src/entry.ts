import type { Address } from "./address.ts";
import type { AddressFamily } from "./address-family.ts";
import type { VenueAccount } from "./venue-account.ts";

export const SEVERITIES = ["LOW", "MEDIUM", "HIGH", "SEVERE"] as const;
export type Severity = (typeof SEVERITIES)[number];

export function moreSevere(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}

/** What a listed address stands for. A payment with one of these is an alert. */
export const LISTED_CATEGORIES = [
  "terrorist_financing",
  "sanctions",
  "ransom",
  "extortion",
  "stolen_funds",
  "issuer_freeze",
  "other",
] as const;
/** A known business. No alert by itself: exposure stops there and corridors begin there. */
export const SERVICE_CATEGORIES = ["exchange", "bridge", "mixer", "dex", "payment"] as const;
export type ListedCategory = (typeof LISTED_CATEGORIES)[number];
export type EntryCategory = ListedCategory | (typeof SERVICE_CATEGORIES)[number];

/** Traffic Light Protocol: who may learn that the entry exists. */
export const SHARINGS = ["TLP:RED", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"] as const;
export type Sharing = (typeof SHARINGS)[number];

/** What one list says of whom it names. */
interface Designation {
  category: EntryCategory;
  severity: Severity;
  authority: string;
  /** Order or programme under which it was listed. */
  programme?: string;
  /** The authority's own id of the designation. */
  reference?: string;
  documentUrl?: string;
  /** The business' name, such as "Binance". Of services only: people are never named. */
  entity?: string;
  /**
   * ISO 3166-1 alpha-2, sorted, each once; absent where none is known, never empty. Of a service: where the business is
   * registered, as far as is known. That is not where its customers are.
   */
  jurisdictions?: readonly string[];
  /** Percent: how sure the list's publisher is that the subject is the designated party's. */
  confidence: number;
  /** Unix seconds; absent means "always". Listed at t when validFrom <= t < validTo. */
  validFrom?: number;
  validTo?: number;
  sharing: Sharing;
}

export interface AddressEntry extends Designation {
  address: Address;
  family: AddressFamily;
}

export interface AccountEntry extends Designation, VenueAccount {}

/** One designation, by one list, of one address or of one account at a venue. */
export type Entry = AddressEntry | AccountEntry;

/** Where an entry stands. */
interface Place {
  list: string;
  listVersion: number;
  /** SHA-256 of the entry's content. */
  entryId: string;
}

/** An address as a version of a list holds it: all that screening knows of lists. */
export interface ListedEntry extends AddressEntry, Place {}

export interface ListedAccount extends AccountEntry, Place {}

/** An entry as a version of a list holds it. */
export type Listed = ListedEntry | ListedAccount;

const SERVICES: ReadonlySet<string> = new Set(SERVICE_CATEGORIES);

export function isService(entry: Pick<Designation, "category">): boolean {
  return SERVICES.has(entry.category);
}

/** `in_force`, or why not at that block time (unix seconds). */
export function listingAt(
  entry: Pick<Designation, "validFrom" | "validTo">,
  time: number,
): "in_force" | "listed_later" | "delisted" {
  if (entry.validFrom !== undefined && time < entry.validFrom) return "listed_later";
  if (entry.validTo !== undefined && time >= entry.validTo) return "delisted";
  return "in_force";
}
