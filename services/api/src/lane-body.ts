import type { CrossChain, Lane as LaneBody } from "@redflag/contract/http/routes/operations";
import { redactText } from "@redflag/runtime/redact";
import type { Executor } from "@redflag/store/database";
import { findNewestEpoch } from "@redflag/store/epoch";
import { getJudgedBefore, listHopLanes } from "@redflag/store/hop-lane";
import { findLag } from "@redflag/store/lag";
import type { Lane } from "@redflag/store/lane";
import { countScreeningGapsByRule } from "@redflag/store/screening-gap";
import { listWithheld } from "@redflag/store/withheld";
import { chainOf } from "./stored-chain.ts";

export async function laneBody(db: Executor, lane: Lane, now: Date): Promise<LaneBody> {
  const chain = chainOf(lane.chainId);
  const lag = await findLag(db, chain.id, now.getTime() / 1_000);
  const epoch = await findNewestEpoch(db, lane);
  const rule = ({
    heuristic,
    heuristicVersion,
    count,
  }: {
    heuristic: string;
    heuristicVersion: number;
    count: number;
  }) => ({
    ...{ heuristic, version: heuristicVersion, transfers: count },
  });
  return {
    ...{ chain: chain.caip2, name: chain.name, title: chain.title },
    state: lane.stopped === undefined ? "running" : "stopped",
    ...(lane.stopped && { stopped: { ...lane.stopped, reason: redactText(lane.stopped.reason) } }),
    ...{ startBlock: lane.startBlock, position: lane.headPosition, finalTo: lane.finalPosition },
    ...{ depthTo: lane.depthPosition, generation: lane.generation },
    ...(epoch !== undefined && { epoch }),
    ...(lag !== undefined && {
      lag: { blocks: lag.blocks, ...(lag.seconds !== undefined && { seconds: lag.seconds }) },
    }),
    gaps: (await countScreeningGapsByRule(db, chain.id)).map(rule),
    withheld: (await listWithheld(db, chain.id)).map((each) => ({ ...rule(each), cause: each.cause })),
  };
}

/** What bridges say, over all lanes. */
export async function crossChainBody(db: Executor): Promise<CrossChain> {
  const judgedBefore = await getJudgedBefore(db);
  const lanes = await listHopLanes(db);
  return {
    ...(judgedBefore > 0 && { judgedBefore: timeText(judgedBefore) }),
    lanes: lanes.map(({ chainId, blockNumber, clock, faultCount, faultText }) => ({
      ...{ chain: chainOf(chainId).caip2, block: blockNumber, clock: timeText(clock), faults: faultCount },
      ...(faultText !== undefined && { faultText: redactText(faultText) }),
    })),
  };
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
