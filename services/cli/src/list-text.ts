import { type Entry, isService } from "@redflag/domain/entry";
import { isAccount } from "@redflag/domain/entry-subject";
import { gateFailureText } from "@redflag/domain/list-gate";
import { UNNAMED_VENUE } from "@redflag/domain/venue-account";
import type { HeldVersion } from "@redflag/store/list-gate";
import type { ListSummary } from "@redflag/store/watchlist";
import { countOf } from "./count-text.ts";

export function listText({ id, title, authority, seq, entryCount, source, importedAt }: ListSummary): string {
  const at = new Date(importedAt * 1000).toISOString();
  return `${id}  version ${seq}, ${countOf(entryCount, "entry", "entries")}\n  ${title}, by ${authority}\n  ${source}, ${at}`;
}

/** What waits for an operator, with the words that let it in. */
export function heldText({ id, list, baseVersion, entryCount, source, failures, createdAt }: HeldVersion): string {
  const live = baseVersion === 0 ? "no version is live" : `version ${baseVersion} stays live`;
  const what = `${countOf(entryCount, "entry", "entries")} from ${source}, ${createdAt.toISOString()}`;
  return `HELD BACK on ${list}, ${live}: ${failures.map(gateFailureText).join("; ")} (${what}; ${id})`;
}

/** "SEVERE terrorist financing, by OFAC under SDGT (12345)"; "LOW exchange Binance (registered in FR, PL), by …" */
export function designationText(entry: Entry): string {
  const { severity, category, authority, programme, reference, entity } = entry;
  const name = entity === undefined ? "" : ` ${entity}`;
  const under = programme === undefined ? "" : ` under ${programme}`;
  const as = reference === undefined ? "" : ` (${reference})`;
  return `${severity} ${category.replaceAll("_", " ")}${name}${registeredText(entry)}, by ${authority}${under}${as}`;
}

/** Of an account whose venue its order did not name: that it may be the one asked for is all that is known. */
export function unnamedText(entry: Entry): string {
  return isAccount(entry) && entry.venue === UNNAMED_VENUE ? ", at a venue that is not named" : "";
}

/** Of a service only: an authority's own country says nothing about the address. */
function registeredText(entry: Entry): string {
  if (!isService(entry) || entry.jurisdictions === undefined) return "";
  return ` (registered in ${entry.jurisdictions.join(", ")})`;
}
