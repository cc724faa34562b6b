import { inLedgerOrder } from "./flow-window.ts";
import type { Profile, RecentFlow } from "./profile.ts";

/**
 * What came in since the block of the subject's payment before this one: what nobody has judged yet. A rule about money
 * received is judged when its recipient pays next, since a profile is all that its own address's transfers say; held to
 * these, it costs little and says each thing once. Of the same block there may be some that were judged already.
 * @param present the subject's payment that is judged
 */
export function freshInflows({ recentIn, recentOut }: Profile, present: RecentFlow): readonly RecentFlow[] {
  const newest = recentIn.at(-1);
  if (newest === undefined) return recentIn;
  const before = recentOut.findLast(({ blockNumber }) => blockNumber < present.blockNumber);
  if (before !== undefined && newest.blockNumber < before.blockNumber) return NONE;
  return recentIn.filter(
    (flow) => (before === undefined || flow.blockNumber >= before.blockNumber) && inLedgerOrder(flow, present) < 0,
  );
}

const NONE: readonly RecentFlow[] = [];
