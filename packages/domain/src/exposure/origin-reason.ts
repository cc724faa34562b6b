import { formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import { isService, type ListedEntry, listingAt } from "../entry.ts";
import type { Encounter, Reason } from "../heuristic.ts";
import { listingText, reasonEntryOf } from "../listing-reason.ts";
import { formatMicros } from "../money.ts";
import type { HeldExposure } from "./held-exposure.ts";

/** What the same list says of the origin now: the same entry, or the one that it was amended to; undefined where it says nothing. */
export function findEntry({ entriesOf }: Encounter, { origin, entry }: HeldExposure): ListedEntry | undefined {
  const entries = entriesOf(origin).filter((listed) => listed.list === entry.list && !isService(listed));
  return entries.find(({ entryId }) => entryId === entry.entryId) ?? entries[0];
}

/** Where a part of a payment came from, on which entry that stands, and whether the entry still does. */
export function originReason(encounter: Encounter, part: HeldExposure): Reason {
  const { chain, block, token } = encounter;
  const name = formatAddress(part.origin, chain.family);
  const found = findEntry(encounter, part);
  const amount = formatMicros(part.micros, token.token.peg);
  const way = `${amount} of this payment came from it in ${countOf(part.path.length, "payment")}: ${pathText(encounter, part)}`;
  return {
    code: found !== undefined && listingAt(found, block.time) === "in_force" ? "listed_origin" : "delisted_origin",
    text: `${name} ${standingText(part, found, block.time)}; ${way}`,
    ...(found && { entry: reasonEntryOf(found) }),
  };
}

function standingText({ entry, path }: HeldExposure, found: ListedEntry | undefined, time: number): string {
  const paidOn = dateText(path[0]?.time ?? time);
  if (found === undefined) {
    return (
      `was listed when it paid on ${paidOn} (list ${entry.list}, version ${entry.listVersion}, entry ${entry.entryId}); ` +
      "the list does not name it any more: delisted since"
    );
  }
  if (listingAt(found, time) === "in_force") return `is ${listingText(found)}`;
  const change =
    listingAt(found, time) === "delisted"
      ? ["delisted since, on", found.validTo]
      : ["its listing now counts from", found.validFrom];
  return `was listed when it paid on ${paidOn}: ${listingText(found)}; ${change[0]} ${dateText(Number(change[1]))}`;
}

/** "A → 1,000 USD → B → 900 USD → C": how much of the origin's money each payment carried, the present one last. */
function pathText({ chain, token, transfer }: Encounter, { path }: HeldExposure): string {
  const steps = path.flatMap(({ payer, micros }) => [
    formatAddress(payer, chain.family),
    formatMicros(micros, token.token.peg),
  ]);
  return [...steps, formatAddress(transfer.recipient, chain.family)].join(" → ");
}

function dateText(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}
