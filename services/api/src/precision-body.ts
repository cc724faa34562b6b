import type { RulePrecision } from "@redflag/contract/http/routes/precision";
import { DISPOSITIONS, type Disposition, isRight } from "@redflag/domain/disposition";
import { estimateShare } from "@redflag/domain/wilson-interval";
import type { DispositionCount } from "@redflag/store/disposition";

/** Of each rule and version: what its alerts were found to be, and the share that was right, as far as that is known. */
export function precisionBodies(counts: readonly DispositionCount[]): RulePrecision[] {
  const rules = Map.groupBy(counts, ({ heuristic, heuristicVersion }) => `${heuristic}/${heuristicVersion}`);
  return [...rules.values()].map(precisionOf);
}

/** @param own of one rule and version */
function precisionOf(own: readonly DispositionCount[]): RulePrecision {
  const countBy = (isCounted: (disposition: Disposition | undefined) => boolean) =>
    own.filter(({ disposition }) => isCounted(disposition)).reduce((sum, { count }) => sum + count, 0);
  const right = countBy((disposition) => disposition !== undefined && isRight(disposition) === true);
  const told = countBy((disposition) => disposition !== undefined && isRight(disposition) !== undefined);
  const dispositions = DISPOSITIONS.map((name) => [name, countBy((disposition) => disposition === name)]);
  return {
    heuristic: own[0]?.heuristic ?? "",
    version: own[0]?.heuristicVersion ?? 0,
    alerts: countBy(() => true),
    unreviewed: countBy((disposition) => disposition === undefined),
    dispositions: Object.fromEntries(dispositions) as Record<Disposition, number>,
    precision: estimateShare(right, told) ?? null,
  };
}
