import type { BlockPlace, FlowPosition } from "@redflag/contract/http/flow-party";
import type { Block } from "@redflag/domain/transfer";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { findBlock, findTopBlockWithin } from "@redflag/store/ledger-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";

/** Up to where something may be said of a chain's payments: never beyond what was screened. */
export interface LanePosition {
  from: Block;
  to: Block;
  rememberedTo: number;
  finalTo: number;
}

/** @returns undefined of a chain that is not watched; without a position while nothing of it was screened */
export async function findPosition(
  db: Executor,
  chainId: number,
): Promise<{ position: LanePosition | undefined } | undefined> {
  const lane = await findLane(db, chainId);
  if (lane === undefined) return undefined;
  const cut = await findCut(db, chainId);
  const first = Math.max(lane.startBlock, (cut?.block ?? -1) + 1);
  const [from, to] = [
    await findBlock(db, chainId, first),
    await findTopBlockWithin(db, chainId, { from: first, to: lane.headPosition }),
  ];
  if (from === undefined || to === undefined) return { position: undefined };
  return { position: { from, to, rememberedTo: lane.checkpointPosition, finalTo: lane.finalPosition } };
}

export function positionBody({ from, to, rememberedTo, finalTo }: LanePosition): FlowPosition {
  return { from: placeBody(from), to: placeBody(to), rememberedTo, finalTo };
}

export function placeBody({ number, time }: Pick<Block, "number" | "time">): BlockPlace {
  return { block: number, time: new Date(time * 1000).toISOString() };
}

/** As what is said of exposures, freezes and inferences asks for it. */
export function screenedTo(chainId: number, { from, to, rememberedTo, finalTo }: LanePosition): ScreenedChain {
  return { chainId, from: from.number, to: to.number, followedTo: rememberedTo, finalTo, gaps: [] };
}
