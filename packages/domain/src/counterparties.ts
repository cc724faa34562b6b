import type { Address } from "./address.ts";
import { rankFlows, type ValuedFlow } from "./address-flow.ts";

/** One party that an address paid or was paid by. */
export interface Counterparty {
  address: Address;
  /** By token, then what came in before what went out. */
  flows: ValuedFlow[];
  count: number;
}

/**
 * Those of the largest flows and those of the most payments, so many of each: by amount first, then who is there by count alone.
 * @param flows of one address
 */
export function topCounterparties(flows: readonly ValuedFlow[], max: number): Counterparty[] {
  const all = new Map<Address, Counterparty>();
  for (const flow of rankFlows(flows)) {
    const party = all.get(flow.counterparty) ?? { address: flow.counterparty, flows: [], count: 0 };
    party.flows.push(flow);
    party.count += flow.count;
    all.set(flow.counterparty, party);
  }
  const byAmount = [...all.values()];
  const byCount = byAmount.toSorted((a, b) => b.count - a.count || (a.address < b.address ? -1 : 1));
  const top = [...new Set([...byAmount.slice(0, max), ...byCount.slice(0, max)])];
  return top.map((party) => ({ ...party, flows: party.flows.toSorted(byToken) }));
}

function byToken(a: ValuedFlow, b: ValuedFlow): number {
  if (a.token !== b.token) return a.token < b.token ? -1 : 1;
  return a.direction < b.direction ? -1 : 1;
}
