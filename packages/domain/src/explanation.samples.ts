import { type AlertState, alertId, alertOfEvidence, appendFindings } from "./alert.ts";
import { ethereum } from "./chains/ethereum.ts";
import type { Canonical } from "./content-hash.ts";
import { judgeHopExample } from "./cross-chain/judge-example.samples.ts";
import { currentInputs } from "./epoch.ts";
import { EXAMPLE_RATES } from "./example-encounter.ts";
import { type Explanation, explainAlert } from "./explanation.ts";
import type { Finding, SupportingTransfer } from "./finding.ts";
import type { DepthHeuristic, Heuristic } from "./heuristic.ts";
import { firingOf } from "./judge-depth.ts";
import { ownPastOf } from "./own-past.ts";

type Params = Readonly<Record<string, Canonical>>;

/** An alert of this finding alone, explained. */
export function sampleExplanation(
  finding: Finding,
  changeParams: (params: Params) => Params = (params) => params,
  state: AlertState = "final",
): Explanation {
  const id = alertId(ethereum.caip2, finding);
  const { evidence } = appendFindings(id, undefined, [finding]);
  const { heuristics, ...inputs } = currentInputs({}, {});
  const changed = heuristics.map((rule) => ({ ...rule, params: changeParams(rule.params) }));
  return explainAlert({
    chain: ethereum,
    rates: EXAMPLE_RATES,
    alert: { ...alertOfEvidence({ id, heuristic: finding.heuristic, subject: finding.subject }, evidence), state },
    evidence,
    epoch: { seq: 1, fromBlock: 0, inputs: { ...inputs, heuristics: changed } },
    ownPast: ownPastOf({ days: [] }, finding.block.time, 0),
    related: [],
  });
}

/** What a rule finds in its own examples, with its defaults. */
export function sampleFirings(heuristic: Heuristic): Finding[] {
  const params = heuristic.params.parse({});
  const { id, version, gapS } = heuristic;
  if (heuristic.stage === "depth")
    return heuristic.examples.flatMap((example) => firingsOf(heuristic, params, example));
  // Its findings are of groups, which its examples do not make: those of the lane's tests are explained there.
  if (heuristic.stage === "graph") return [];
  if (heuristic.stage === "cross-chain")
    return heuristic.examples.flatMap((example) => judgeHopExample(heuristic, example));
  return heuristic.examples.flatMap(({ observation }) =>
    heuristic.judge(observation, params).map((judgement) => {
      const { block, transfer } = observation;
      return { heuristic: id, heuristicVersion: version, gapS, ...judgement, block, transfer, supporting: [] };
    }),
  );
}

function firingsOf(heuristic: DepthHeuristic, params: unknown, example: DepthHeuristic["examples"][number]): Finding[] {
  const encounter = example.encounter();
  const assessment = heuristic.assess(encounter, params);
  if (assessment.outcome !== "fires") return [];
  const firing = firingOf(heuristic, encounter, assessment);
  const { block, transfer } = encounter;
  // The examples keep no ledger: what is counted is told by its place alone.
  const supporting = firing.supporting.map(
    (place): SupportingTransfer => ({ block, transfer: { ...transfer, ...place } }),
  );
  return [{ ...firing, supporting }];
}
