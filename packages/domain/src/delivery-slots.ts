/** How many attempts one process has under way at a time. */
export interface SlotBounds {
  /** In all. */
  total: number;
  /** Of one subscription. */
  own: number;
}

/** What is under way: of the subscription that asks, and of all, by whether the subscription's last attempt failed. */
export interface TakenSlots {
  own: number;
  healthy: number;
  failing: number;
}

/**
 * How many more a subscription may have. One that fails is tried with one at a time, and all of them together take at most half:
 * however many hang until their time is out, the others find room. Once it succeeds it is like any other.
 */
export function grantedSlots(bounds: SlotBounds, taken: TakenSlots, isFailing: boolean): number {
  const left = bounds.total - taken.healthy - taken.failing;
  const granted = isFailing
    ? Math.min(1 - taken.own, Math.floor(bounds.total / 2) - taken.failing, left)
    : Math.min(bounds.own - taken.own, left);
  return Math.max(0, granted);
}
