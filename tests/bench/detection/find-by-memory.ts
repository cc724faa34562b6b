import type { Address } from "@redflag/domain/address";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { armHeuristics, currentInputs } from "@redflag/domain/epoch";
import type { Armed, DepthHeuristic } from "@redflag/domain/heuristic";
import { foldAndJudge } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import { buildMatcher } from "@redflag/domain/watchlist-matcher";
import { alertsOf } from "./alerts-of.ts";
import type { FoundAlert, PaymentIds } from "./found-alert.ts";
import type { PlayedSet } from "./play-set.ts";
import type { World } from "./world.ts";

/** What rules with a memory find by their defaults: the lane's own fold, without its database. */
export function findByMemory(played: PlayedSet, { entries, rates }: World, ids: PaymentIds): FoundAlert[] {
  const { blocks, transfers, startTime } = played;
  const { armed, deposit } = armHeuristics(currentInputs({}, {}));
  const heuristics = armed.filter((one): one is Armed<DepthHeuristic> => one.heuristic.stage === "depth");
  const matcher = buildMatcher(entries);
  const inputs = { chain: ethereum, matcher, rates, heuristics, ...(deposit && { deposit }), startTime };
  const { firings } = foldAndJudge(inputs, blocks, transfers, new Map<Address, Profile>());
  return alertsOf(played, firings, ids).map(({ found }) => found);
}
