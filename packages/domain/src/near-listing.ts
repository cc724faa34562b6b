import type { Address } from "./address.ts";
import { isService, type ListedEntry, listingAt } from "./entry.ts";
import type { Encounter } from "./heuristic.ts";
import type { RecentFlow } from "./profile.ts";

/** What lists in force at the present payment say of an address, known services aside. A miss allocates nothing. */
export function listingsOf(
  { entriesOf, block }: Pick<Encounter, "entriesOf" | "block">,
  address: Address,
): readonly ListedEntry[] {
  const entries = entriesOf(address);
  if (entries.length === 0) return entries;
  return entries.filter((entry) => !isService(entry) && listingAt(entry, block.time) === "in_force");
}

/**
 * Listings of the subject, and of everybody whom it remembers to have paid or to have been paid by, each once: who is
 * within one hop of what is listed. The remembered ones of its counterparties are not known here.
 */
export function listingsWithinOneHop(encounter: Encounter): readonly ListedEntry[] {
  const { profile, sender } = encounter;
  const addresses = new Set([sender.address]);
  for (const { counterparty } of profile.recentIn) addresses.add(counterparty);
  for (const { counterparty } of profile.recentOut) addresses.add(counterparty);
  return [...addresses].flatMap((address) => listingsOf(encounter, address));
}

/** Whether there is one, without gathering them: for the hot path. */
export function isWithinOneHop(encounter: Encounter): boolean {
  const { profile, sender } = encounter;
  const isListed = ({ counterparty }: RecentFlow) => listingsOf(encounter, counterparty).length > 0;
  return (
    listingsOf(encounter, sender.address).length > 0 ||
    profile.recentOut.some(isListed) ||
    profile.recentIn.some(isListed)
  );
}
