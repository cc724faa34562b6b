import type { Finding } from "../finding.ts";
import { judgeHopSlice } from "./judge-hop-slice.ts";
import { judgeLaneSlice } from "./judge-lane-slice.ts";
import { judgeLookbackSlice } from "./judge-lookback-slice.ts";
import type { JudgedSlice } from "./judged-slice.ts";

/**
 * What the slice's rule says of its subject, in ledger order, found anew by the functions that found it first. Reads nothing
 * but the slice.
 * @throws Problem `heuristic_missing` when this program lacks a rule or version that the slice names
 */
export function judgeAgain(slice: JudgedSlice): Finding[] {
  if (slice.kind === "lane") return judgeLaneSlice(slice);
  return slice.kind === "hops" ? judgeHopSlice(slice) : judgeLookbackSlice(slice);
}
