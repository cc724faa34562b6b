import type { DepositParams } from "@redflag/domain/deposit-address";
import { armHeuristics, type EpochInputs } from "@redflag/domain/epoch";
import type { ExposureParams } from "@redflag/domain/exposure/exposure-params";
import type { Armed, DepthHeuristic, HeadHeuristic } from "@redflag/domain/heuristic";
import { Problem } from "@redflag/domain/problem";

/** An epoch's heuristics by the place where they judge. */
export interface ArmedByStage {
  head: Array<Armed<HeadHeuristic>>;
  depth: Array<Armed<DepthHeuristic>>;
  /** Of the detector of deposit addresses; absent where the epoch has none. */
  deposit?: DepositParams;
  /** How money of listed addresses is followed; absent where the epoch has none. */
  exposure?: ExposureParams;
}

/** @throws Problem `heuristic_missing` when this program lacks a rule or version that the epoch names: it cannot replay it */
export function armOrThrow(inputs: EpochInputs): ArmedByStage {
  const { armed, deposit, exposure, missing } = armHeuristics(inputs);
  if (missing.length > 0) throw new Problem("heuristic_missing", missing.join(", "));
  const byStage: ArmedByStage = { head: [], depth: [], ...(deposit && { deposit }), ...(exposure && { exposure }) };
  for (const { heuristic, params } of armed) {
    if (heuristic.stage === "head") byStage.head.push({ heuristic, params });
    else byStage.depth.push({ heuristic, params });
  }
  return byStage;
}
