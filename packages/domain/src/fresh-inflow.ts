import { inLedgerOrder } from "./flow-window.ts";
import type { Profile, RecentFlow } from "./profile.ts";

/**
 * What came in since the block of the subject's payment before this one: what nobody has judged yet. A rule about money
 * received is judged when its recipient pays next, since a profile is all that its own address's transfers say; held to
 * these, it costs little and says each thing once. Of the same block there may be some that were judged already.
 * @param present the subject's payment that is judged
 */
export function freshInflows({ recentIn, recentOut }: Profile, present: RecentFlow): readonly RecentFlow[] {
  let paid = recentOut.length - 1;
  while (paid >= 0 && (recentOut[paid] as RecentFlow).blockNumber >= present.blockNumber) paid--;
  const sinceBlock = recentOut[paid]?.blockNumber ?? 0;
  let first = recentIn.length;
  while (first > 0 && (recentIn[first - 1] as RecentFlow).blockNumber >= sinceBlock) first--;
  if (first === recentIn.length) return NONE;
  const fresh = recentIn.slice(first);
  // Of the same transaction, which is folded whole before it is judged.
  return fresh.some((flow) => inLedgerOrder(flow, present) > 0)
    ? fresh.filter((flow) => inLedgerOrder(flow, present) < 0)
    : fresh;
}

const NONE: readonly RecentFlow[] = [];
