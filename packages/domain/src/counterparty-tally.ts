import { ADDRESS_SLOTS, slotOf } from "./address-slot.ts";
import type { RecentFlow } from "./profile.ts";

/** What remembered flows of one direction can have of each counterparty: bounds, by slots that two may share. */
export interface CounterpartyTally {
  /** Nobody has more of the flows. */
  ofOneMax: number;
  /** There are no fewer counterparties. */
  distinctMin: number;
}

const COUNTS = new Uint8Array(ADDRESS_SLOTS);

let tallied: { flows: readonly RecentFlow[]; last: RecentFlow | undefined; tally: CounterpartyTally } | undefined;

/** For the hot path: several rules ask it of the same flows in a row, and it is counted once. At most 255 flows. */
export function tallyOf(flows: readonly RecentFlow[]): CounterpartyTally {
  const last = flows.at(-1);
  if (tallied === undefined || tallied.flows !== flows || tallied.last !== last) {
    tallied = { flows, last, tally: count(flows) };
  }
  return tallied.tally;
}

function count(flows: readonly RecentFlow[]): CounterpartyTally {
  let [ofOneMax, distinctMin] = [0, 0];
  for (const { counterparty } of flows) {
    const slot = slotOf(counterparty);
    const times = (COUNTS[slot] as number) + 1;
    COUNTS[slot] = times;
    if (times === 1) distinctMin++;
    if (times > ofOneMax) ofOneMax = times;
  }
  for (const { counterparty } of flows) COUNTS[slotOf(counterparty)] = 0;
  return { ofOneMax, distinctMin };
}
