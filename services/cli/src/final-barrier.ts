import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { findCoverageOf } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import { FINAL_LEVELS } from "@redflag/store/final-levels";
import type { Lane } from "@redflag/store/lane";
import type { CoverageLevel } from "@redflag/store/ledger-range";
import { findTip } from "@redflag/store/tip";

/** Why what a lane has screened is not final yet. */
export interface FinalBarrier {
  /** What rests on blocks above it is provisional. */
  finalTo: number;
  screenedTo: number;
  /** The first stretch above it, both ends included, where it was checked too little; absent where the chain must go on. */
  unchecked?: { from: number; to: number; level: CoverageLevel };
}

/** Undefined where all that was screened up to `to` is final. */
export async function findFinalBarrier(
  db: Executor,
  chain: Chain,
  policy: VerifyPolicy,
  lane: Lane,
  to: number,
): Promise<FinalBarrier | undefined> {
  const { finalPosition: finalTo } = lane;
  const screenedTo = Math.min(lane.headPosition, to);
  if (finalTo >= screenedTo) return undefined;
  const barrier = { finalTo, screenedTo };
  const tip = await findTip(db, chain.id);
  if (tip === undefined || tip.finalizedNumber <= finalTo) return barrier;
  const next = await findCoverageOf(db, chain.id, finalTo + 1);
  if (next === undefined || FINAL_LEVELS[policy].includes(next.level)) return barrier;
  return { ...barrier, unchecked: { from: finalTo + 1, to: Math.min(next.toBlock, screenedTo), level: next.level } };
}
