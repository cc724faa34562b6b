import { countOf } from "./decimal-text.ts";
import { isOneTransaction } from "./flow-window.ts";
import { USD, worthOf } from "./flow-worth.ts";
import type { Encounter } from "./heuristic.ts";
import type { Direction, RecentFlow } from "./profile.ts";

/** Percent of a flow's worth from which what moved the other way is its price, and not a coin thrown in to hide it. Ours [E]. */
const PRICE_PERCENT = 90n;

/**
 * Whether it is one leg of a swap: in the same transaction another token of about the same worth moved the other way, so
 * that nobody was paid. The same token both ways is none, since whoever passes money on does that. Of flows without a rate,
 * and of what was folded before transactions were kept, it is not said.
 */
export function isSwapLeg({ profile, rates }: Encounter, direction: Direction, flow: RecentFlow): boolean {
  const opposite = direction === "in" ? profile.recentOut : profile.recentIn;
  // A rule asks this of every remembered flow, and nearly none is one: of the other way only the same block is looked at.
  let priceMicros: bigint | undefined;
  for (let at = firstOfBlock(opposite, flow.blockNumber); at < opposite.length; at++) {
    const other = opposite[at] as RecentFlow;
    if (other.blockNumber !== flow.blockNumber) break;
    if (isPriceOf(other, flow)) priceMicros = (priceMicros ?? 0n) + (worthOf(rates, other, USD) ?? 0n);
  }
  const micros = priceMicros === undefined ? undefined : worthOf(rates, flow, USD);
  return priceMicros !== undefined && micros !== undefined && priceMicros * 100n >= micros * PRICE_PERCENT;
}

/** Where those of a block begin, or would begin. `flows` in ledger order. */
function firstOfBlock(flows: readonly RecentFlow[], block: number): number {
  let low = 0;
  let high = flows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((flows[middle] as RecentFlow).blockNumber < block) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isPriceOf(other: RecentFlow, flow: RecentFlow): boolean {
  return other.token !== flow.token && isOneTransaction(flow, other);
}

export function withoutSwapLegs(
  encounter: Encounter,
  direction: Direction,
  flows: readonly RecentFlow[],
): readonly RecentFlow[] {
  const isLeg = (flow: RecentFlow) => isSwapLeg(encounter, direction, flow);
  return flows.some(isLeg) ? flows.filter((flow) => !isLeg(flow)) : flows;
}

/** Of so many that `withoutSwapLegs` left out: nothing where it was none. */
export function swapLegsText(direction: Direction, count: number): string[] {
  return count === 0 ? [] : [`${countOf(count, direction === "in" ? "inflow" : "outflow")} left out: legs of swaps`];
}

export const SWAP_TEXT = "the payment is one leg of a swap: the same transaction gave its worth back in another token";
