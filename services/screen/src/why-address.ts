import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { HeuristicFailure } from "@redflag/domain/finding";
import type { Armed, DepthHeuristic, Encounter } from "@redflag/domain/heuristic";
import { assess, type DepthInputs } from "@redflag/domain/judge-depth";
import type { AddressRecord, RuleRecord } from "@redflag/domain/why";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import type { InputCache } from "./input-cache.ts";
import { rememberSent } from "./remember.ts";

/** Judges the final payments of an address again, as the lane did, and keeps of each rule how near it came to firing. */
export async function recordOfAddress(
  db: Executor,
  cache: InputCache,
  chain: Chain,
  address: Address,
  foldedMax?: number,
): Promise<AddressRecord> {
  const lane = await findLane(db, chain.id);
  const rules = new Map<string, RuleRecord>();
  let sent = 0;
  if (lane === undefined) return { sent, isCut: false, rules: [] };
  const remembered = rememberSent(db, cache, chain, lane, address, lane.depthPosition, foldedMax);
  for await (const one of remembered) {
    if (one === "cut") return { sent, isCut: true, rules: [...rules.values()] };
    const { transfer, inputs, encounter } = one;
    sent++;
    for (const armed of inputs.heuristics) {
      // By what others passed on, which is remembered and not made again: `rememberedExposure` tells it.
      if (armed.heuristic.judges !== undefined) continue;
      const { id: heuristic, version } = armed.heuristic;
      const assessment = assessOrGap(armed, inputs, encounter);
      const key = `${heuristic}/${version}`;
      const nearest = { transfer, assessment };
      const record = rules.get(key) ?? {
        heuristic,
        version,
        fired: 0,
        context: 0,
        silent: 0,
        withheld: 0,
        gaps: 0,
        nearest,
      };
      const isNearer = nearness(assessment) >= nearness(record.nearest.assessment);
      rules.set(key, { ...record, ...count(record, assessment), ...(isNearer && { nearest }) });
    }
  }
  return { sent, isCut: false, rules: [...rules.values()] };
}

type Said = RuleRecord["nearest"]["assessment"];

/** A rule that throws left a gap when the lane met it, and must not keep the others from answering. */
function assessOrGap(armed: Armed<DepthHeuristic>, inputs: DepthInputs, encounter: Encounter): Said {
  try {
    const assessment = assess(armed, inputs, encounter);
    // A silence finds its reasons only now, and may throw over them.
    nearness(assessment);
    return assessment;
  } catch (error) {
    return { outcome: "gap", text: new HeuristicFailure(armed.heuristic, encounter, error).message };
  }
}

function count(record: RuleRecord, { outcome }: Said): Partial<RuleRecord> {
  switch (outcome) {
    case "fires":
      return { fired: record.fired + 1 };
    case "context":
      return { context: record.context + 1 };
    case "silent":
      return { silent: record.silent + 1 };
    case "withheld":
      return { withheld: record.withheld + 1 };
    case "gap":
      return { gaps: record.gaps + 1 };
  }
}

/** Firing is nearest; then the more of its figures are met. */
function nearness(assessment: Said): number {
  if (assessment.outcome === "fires" || assessment.outcome === "context") return Number.POSITIVE_INFINITY;
  return assessment.outcome === "silent" ? assessment.figures.filter(({ met }) => met).length : -1;
}
