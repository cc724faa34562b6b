import { alertId, alertOfEvidence, appendFindings } from "./alert.ts";
import { ethereum } from "./chains/ethereum.ts";
import { currentInputs } from "./epoch.ts";
import { EXAMPLE_RATES } from "./example-encounter.ts";
import { type Explanation, explainAlert } from "./explanation.ts";
import type { Finding } from "./finding.ts";
import { ownPastOf } from "./own-past.ts";
import { emptyProfile } from "./profile.ts";

/** A finding of a real rule as the explanation of an alert of it alone, as if it had just been made final. */
export function sampleExplanation(finding: Finding): Explanation {
  const id = alertId(ethereum.caip2, finding);
  const { evidence } = appendFindings(id, undefined, [finding]);
  return explainAlert({
    chain: ethereum,
    rates: EXAMPLE_RATES,
    alert: alertOfEvidence({ id, heuristic: finding.heuristic, subject: finding.subject }, evidence),
    evidence,
    epoch: { seq: 1, fromBlock: 0, inputs: currentInputs({}, {}) },
    ownPast: ownPastOf(emptyProfile(), finding.block.time, 0),
    related: [],
  });
}
