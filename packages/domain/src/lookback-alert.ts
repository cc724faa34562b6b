import { type Alert, appendFindings, type Evidence, finalizeEvidence } from "./alert.ts";
import { type AlertEvent, finalEvent, foundEvent } from "./alert-event.ts";
import assert from "./assert.ts";
import type { Finding } from "./finding.ts";
import { type LookbackCause, lookbackAlertId } from "./lookback.ts";

/** An alert that a lookback raises: all of it is final, and told as created, then as final. */
export interface LookbackAlert {
  alert: Alert;
  evidence: Evidence[];
  events: AlertEvent[];
}

/** @param findings of one rule and subject, in ledger order, on final blocks; at least one */
export function lookbackAlert(caip2: string, cause: LookbackCause, findings: readonly Finding[]): LookbackAlert {
  const [first] = findings;
  assert(first !== undefined, "an alert is made of at least one finding");
  const id = lookbackAlertId(caip2, first.heuristic, first.subject, cause);
  const found = appendFindings(id, undefined, findings);
  const alert = finalizeEvidence(found.alert, 0);
  const evidence = found.evidence.map((row) => ({ ...row, isFinal: true }));
  return { alert, evidence, events: [foundEvent(found.alert, found.evidence), finalEvent(alert, evidence)] };
}
