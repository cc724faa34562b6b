import type { Address } from "@redflag/domain/address";
import { appendFindings } from "@redflag/domain/alert";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { cutEpisodes } from "@redflag/domain/episode";
import { armHeuristics, currentInputs } from "@redflag/domain/epoch";
import type { Finding, SupportingTransfer } from "@redflag/domain/finding";
import type { Armed, DepthHeuristic, TransferPlace } from "@redflag/domain/heuristic";
import { foldAndJudge } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import { buildMatcher } from "@redflag/domain/watchlist-matcher";
import { type FoundAlert, foundAlert, type PaymentIds } from "./found-alert.ts";
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
  const byPlace = new Map(transfers.map((transfer) => [keyOf(transfer), transfer]));
  const supportAt = (place: TransferPlace): SupportingTransfer[] => {
    const [block, transfer] = [blocks.get(place.blockNumber), byPlace.get(keyOf(place))];
    return block === undefined || transfer === undefined ? [] : [{ block, transfer }];
  };
  const findings = firings.map((firing): Finding => ({ ...firing, supporting: firing.supporting.flatMap(supportAt) }));
  return cutEpisodes(ethereum.caip2, findings, new Map()).map(({ id, findings: own }) => {
    const { alert, evidence } = appendFindings(id, undefined, own);
    return foundAlert(alert, evidence, ids);
  });
}

function keyOf({ blockNumber, logIndex }: TransferPlace): string {
  return `${blockNumber}/${logIndex}`;
}
