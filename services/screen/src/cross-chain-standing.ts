import { listBridgeContracts } from "@redflag/domain/bridge-registry";
import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import type { Executor } from "@redflag/store/database";
import { getJudgedBefore, listHopLanes } from "@redflag/store/hop-lane";
import { countLegGaps } from "@redflag/store/hop-leg";
import { listLanes } from "@redflag/store/lane";

/** A lane of a chain on which bridges are known, as the stage over all lanes sees it. */
export interface LaneClock {
  chain: Chain;
  /** Block time up to which its final blocks are read, unix seconds; 0 before the first. */
  clock: number;
  isStopped: boolean;
  /** Money that left or arrived and could not be read, and why the first time. */
  faultCount: number;
  faultText?: string;
}

export interface CrossChainStanding {
  /** Arrivals before it are judged, unix seconds; 0 before the first. */
  judgedBefore: number;
  /** The slowest first: it holds back all others. */
  lanes: LaneClock[];
  /** Arrivals on which a rule failed. */
  gapCount: number;
}

/** Where the stage over all lanes stands; no lane where no bridge is known on any chain. */
export async function findCrossChainStanding(db: Executor): Promise<CrossChainStanding> {
  const read = new Map((await listHopLanes(db)).map((hopLane) => [hopLane.chainId, hopLane]));
  const lanes = (await listLanes(db)).flatMap((lane): LaneClock[] => {
    const chain = findChainById(lane.chainId);
    if (chain === undefined || listBridgeContracts(chain.name).length === 0) return [];
    const { clock = 0, faultCount = 0, faultText } = read.get(chain.id) ?? {};
    const isStopped = lane.stopped !== undefined;
    return [{ chain, clock, isStopped, faultCount, ...(faultText !== undefined && { faultText }) }];
  });
  lanes.sort((a, b) => a.clock - b.clock || a.chain.id - b.chain.id);
  return { judgedBefore: await getJudgedBefore(db), lanes, gapCount: await countLegGaps(db) };
}
