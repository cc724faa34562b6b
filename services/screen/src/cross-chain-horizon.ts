import { CLOCK_SKEW_S } from "@redflag/domain/cross-chain/hop-book";
import type { HopLane } from "@redflag/store/hop-lane";

/**
 * Arrivals whose clock is before it can be judged: every leg that can belong to them is read, on the slowest lane too. 0
 * where there is no lane.
 */
export function horizonOf(lanes: readonly Pick<HopLane, "clock">[]): number {
  return lanes.length === 0 ? 0 : Math.max(0, Math.min(...lanes.map(({ clock }) => clock)) - CLOCK_SKEW_S);
}
