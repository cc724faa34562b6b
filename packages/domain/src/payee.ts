import { formatAddress } from "./address.ts";
import { isService, type ListedEntry, listingAt } from "./entry.ts";
import type { Encounter } from "./heuristic.ts";
import type { RecentFlow } from "./profile.ts";

/** Whoever a transfer pays: an address, or the business that lists or an inference attribute it to. */
export interface Payee {
  /** Of the business; empty where none is known. */
  jurisdictions: ReadonlySet<string>;
  /** Whether an earlier payment of the sender went to the same. */
  receives(outflow: RecentFlow): boolean;
  /** `addressCount` addresses received. */
  describe(addressCount: number): string;
}

export function payeeOf({ recipient, recipientInferred, block, chain, entriesOf }: Encounter): Payee {
  const attributed = recipientInferred === undefined ? recipient.entries : entriesOf(recipientInferred.service);
  const services = servicesAmong(attributed, block.time);
  const entities = entitiesOf(services);
  const isOfThem = ({ counterparty, time }: RecentFlow) =>
    [...entitiesOf(servicesAmong(entriesOf(counterparty), time))].some((entity) => entities.has(entity));
  return {
    jurisdictions: new Set(services.flatMap(({ jurisdictions = [] }) => jurisdictions)),
    receives: (outflow) =>
      outflow.counterparty === recipient.address || (entities.size > 0 && outflow.isService && isOfThem(outflow)),
    // Not by its name: the list that gives it may not be for everybody who reads this.
    describe: (addressCount) =>
      addressCount === 1 ? formatAddress(recipient.address, chain.family) : `${addressCount} addresses of one service`,
  };
}

function servicesAmong(entries: readonly ListedEntry[], time: number): readonly ListedEntry[] {
  return entries.filter((entry) => isService(entry) && listingAt(entry, time) === "in_force");
}

function entitiesOf(services: readonly ListedEntry[]): ReadonlySet<string> {
  return new Set(services.flatMap(({ entity }) => (entity === undefined ? [] : [entity])));
}
