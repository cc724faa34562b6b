import { countOf } from "./decimal-text.ts";
import { type ListedEntry, listingAt } from "./entry.ts";
import type { Encounter } from "./heuristic.ts";
import type { RecentFlow } from "./profile.ts";

/** A business that keeps money for customers, as lists attribute an address to it at the time of a payment. */
export interface AttributedService {
  entity: string;
  /** Where it is registered, as far as lists say; sorted. That is not where its customers are. */
  jurisdictions: readonly string[];
  /** By the pattern of payments and not by a list: see `Encounter.recipientInferred`. */
  isInferred: boolean;
  /** Everybody may be told what the lists say. */
  isPublic: boolean;
  /** The versions of lists that say so, by list. */
  lists: ReadonlyArray<{ list: string; version: number }>;
}

/** Bridges, mixers and DEXes keep nobody's account and have no seat that a payment could be attributed to. */
const CUSTODIAL: ReadonlySet<string> = new Set(["exchange", "payment"]);

/** Said where the present payee must be one and is none. */
export const NO_SERVICE_TEXT = "the payment goes to no exchange or payment service that a list names";

/** For the hot path: `serviceOf` the present payment is undefined whatever lists say. */
export function paysNoService({ recipientInferred }: Encounter, present: RecentFlow | undefined): boolean {
  return present === undefined || (!present.isService && recipientInferred === undefined);
}

/**
 * The business on the other side of a remembered payment. Undefined where none is known, or none by name: two without a name
 * cannot be told apart. Only about the present payee is an inference known; earlier payees count where a list names them.
 */
export function serviceOf(
  { recipient, recipientInferred, entriesOf }: Encounter,
  { counterparty, time, isService }: RecentFlow,
): AttributedService | undefined {
  if (isService) return attributeTo(entriesOf(counterparty), time, false);
  if (recipientInferred === undefined || counterparty !== recipient.address) return undefined;
  return attributeTo(entriesOf(recipientInferred.service), time, true);
}

/** The business that these entries of an address say it is of at a time; undefined where none is named. */
export function attributeTo(
  entries: readonly ListedEntry[],
  time: number,
  isInferred: boolean,
): AttributedService | undefined {
  const inForce = entries.filter((entry) => CUSTODIAL.has(entry.category) && listingAt(entry, time) === "in_force");
  // By list, then entry id: the first that names it, whatever another one calls it.
  const entity = inForce.find((entry) => entry.entity !== undefined)?.entity;
  if (entity === undefined) return undefined;
  const jurisdictions = [...new Set(inForce.flatMap((entry) => entry.jurisdictions ?? []))].sort();
  const lists = [...new Map(inForce.map(({ list, listVersion }) => [list, { list, version: listVersion }])).values()];
  return {
    entity,
    jurisdictions,
    isInferred,
    isPublic: inForce.every(({ sharing }) => sharing === "TLP:CLEAR"),
    lists: lists.sort((a, b) => (a.list < b.list ? -1 : 1)),
  };
}

/** Registered in no common place, both known. */
export function areApart(a: AttributedService, b: AttributedService): boolean {
  const isShared = a.jurisdictions.some((jurisdiction) => b.jurisdictions.includes(jurisdiction));
  return a.jurisdictions.length > 0 && b.jurisdictions.length > 0 && !isShared;
}

const JURISDICTIONS_SHOWN_MAX = 6;

/** "TR", "registered in AE, CY, … and 10 others": never the business' name, and nothing that is not for everybody. */
export function registeredText({ jurisdictions, isPublic }: AttributedService): string {
  if (!isPublic) return "where it is registered is not for everybody who reads this";
  if (jurisdictions.length === 0) return "registered nobody knows where";
  const more = jurisdictions.length - JURISDICTIONS_SHOWN_MAX;
  const shown = jurisdictions.slice(0, JURISDICTIONS_SHOWN_MAX).join(", ");
  return `registered in ${shown}${more > 0 ? ` and ${countOf(more, "other")}` : ""}`;
}

/** What every figure about jurisdictions rests on. */
export const REGISTRATION_TEXT =
  "jurisdictions are inferred: where lists say that a business is registered, not where its customers are";
