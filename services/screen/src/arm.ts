import { armHeuristics, type EpochInputs } from "@redflag/domain/epoch";
import type { ArmedHeuristic } from "@redflag/domain/heuristic";
import { Problem } from "@redflag/domain/problem";

/** @throws Problem `heuristic_missing` when this program lacks a rule or version that the epoch names: it cannot replay it */
export function armOrThrow(inputs: EpochInputs): ArmedHeuristic[] {
  const { armed, missing } = armHeuristics(inputs);
  if (missing.length > 0) throw new Problem("heuristic_missing", missing.join(", "));
  return armed;
}
