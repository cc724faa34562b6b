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
  // A loop that makes nothing: a rule asks this of every remembered flow, and nearly none is one.
  let priceMicros: bigint | undefined;
  for (const other of opposite) {
    if (isPriceOf(other, flow)) priceMicros = (priceMicros ?? 0n) + (worthOf(rates, other, USD) ?? 0n);
  }
  const micros = priceMicros === undefined ? undefined : worthOf(rates, flow, USD);
  return priceMicros !== undefined && micros !== undefined && priceMicros * 100n >= micros * PRICE_PERCENT;
}

function isPriceOf(other: RecentFlow, flow: RecentFlow): boolean {
  return other.blockNumber === flow.blockNumber && other.token !== flow.token && isOneTransaction(flow, other);
}

export function withoutSwapLegs(
  encounter: Encounter,
  direction: Direction,
  flows: readonly RecentFlow[],
): readonly RecentFlow[] {
  return flows.filter((flow) => !isSwapLeg(encounter, direction, flow));
}

/** Of so many that `withoutSwapLegs` left out: nothing where it was none. */
export function swapLegsText(direction: Direction, count: number): string[] {
  return count === 0 ? [] : [`${countOf(count, direction === "in" ? "inflow" : "outflow")} left out: legs of swaps`];
}

export const SWAP_TEXT = "the payment is one leg of a swap: the same transaction gave its worth back in another token";
