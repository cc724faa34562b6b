import { alertContent, alertId, alertOfEvidence, evidenceRevision } from "@redflag/domain/alert";
import { canonicalText } from "@redflag/domain/content-hash";
import type { Hash } from "@redflag/domain/hex";
import { lookbackAlertId } from "@redflag/domain/lookback";
import type { BundleMaterial } from "./bundle-material.ts";
import { type StepResult, stepResult } from "./step-result.ts";

/** Hashes the alert's id and the chain of its findings again, and adds up its figures. */
export function replayAlert(material: BundleMaterial): StepResult {
  const { alert, evidence } = material;
  const faults: string[] = [];
  if (idOf(material) !== alert.id) faults.push("the alert's id is not that of its rule, subject and beginning");
  let revision: Hash = alert.id;
  for (const [index, row] of evidence.entries()) {
    if (row.ordinal !== index) faults.push(`finding ${index} is numbered ${row.ordinal}`);
    if (evidenceRevision(revision, row) !== row.revision) {
      faults.push(`finding ${index}: its revision is not the hash of what it says and what was before it`);
    }
    revision = row.revision;
  }
  const made = alertOfEvidence(alert, evidence);
  if (canonicalText(alertContent(made)) !== canonicalText(alertContent(alert)))
    faults.push("the alert's own figures do not follow from its findings");
  const state = evidence.every(({ isFinal }) => isFinal) ? "final" : "provisional";
  if (alert.state !== state) faults.push(`the alert is said to be ${alert.state}, and by its findings is ${state}`);
  return stepResult(faults, [], {
    holds: `id, ${evidence.length === 1 ? "revision" : `all ${evidence.length} revisions`} and figures follow from the findings`,
    differs: "the alert does not follow from its findings",
  });
}

function idOf({ content, chain, alert, evidence }: BundleMaterial): Hash | undefined {
  const { opening } = content.alert;
  const { heuristic, subject } = alert;
  if (opening.by === "lookback") return lookbackAlertId(chain.caip2, heuristic, subject, opening);
  const transfer = opening.by === "payment" ? opening : evidence[0]?.transfer;
  return transfer && alertId(chain.caip2, { heuristic, subject, transfer });
}
