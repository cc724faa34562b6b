import type { Address } from "./address.ts";
import assert from "./assert.ts";
import { type Canonical, contentHash } from "./content-hash.ts";
import { moreSevere, type Severity } from "./entry.ts";
import type { Finding, SupportingTransfer } from "./finding.ts";
import type { Exposure, Reason } from "./heuristic.ts";
import type { Hash } from "./hex.ts";
import { scoreAlert } from "./score.ts";
import type { TimedBlock, Transfer } from "./transfer.ts";

/**
 * provisional: some of its evidence could still be reorged away. final: none could. withdrawn: all of it was.
 * New evidence makes a final alert provisional again; its older evidence stays final. See `alert.test.ts`.
 */
export type AlertState = "provisional" | "final" | "withdrawn";

/**
 * Findings of one alert that keep the transfers which they counted. The first show the shape; a hub that no list knows
 * would else copy dozens of transfers with each payment for as long as it lives. Ours [E].
 */
export const EVIDENCE_WITH_SUPPORT_MAX = 10;

/** A finding as its alert keeps it, and the alert's revision once it counted. */
export interface Evidence {
  /** 0, 1, 2 … within the alert, in ledger order. */
  ordinal: number;
  block: TimedBlock;
  transfer: Transfer;
  heuristicVersion: number;
  severity: Severity;
  exposure: Exposure;
  score: number;
  reasons: readonly Reason[];
  supporting: readonly SupportingTransfer[];
  revision: Hash;
  isFinal: boolean;
}

/** The content of an alert follows from its evidence alone; state and stateSeq are history. */
export interface Alert {
  id: Hash;
  heuristic: string;
  heuristicVersion: number;
  subject: Address;
  severity: Severity;
  exposure: Exposure;
  score: number;
  /** Rolling hash over the evidence in order: equal revisions mean equal evidence. */
  revision: Hash;
  evidenceCount: number;
  firstBlock: number;
  lastBlock: number;
  firstTime: number;
  lastTime: number;
  state: AlertState;
  /** Grows with every change of state and every retraction: a reinstated alert is news. */
  stateSeq: number;
}

/** What is left of an alert's evidence after a reorg took the rest: always its beginning. */
export interface RemainingEvidence {
  last: Evidence;
  pendingCount: number;
  severity: Severity;
  strongestScore: number;
}

type TransferName = Pick<Transfer, "txHash" | "token" | "txOrdinal">;
type OpeningFinding = Pick<Finding, "heuristic" | "subject" | "opening"> & { transfer: TransferName };

/** Alert id = hash(rule, subject, episode); the episode is named by the transfer that opened it. */
export function alertId(caip2: string, first: OpeningFinding): Hash {
  const { heuristic, subject } = first;
  const transfer = first.opening ?? first.transfer;
  return contentHash("redflag/alert/1", {
    heuristic,
    chain: caip2,
    subject,
    transaction: transfer.txHash,
    token: transfer.token,
    ordinal: transfer.txOrdinal,
  });
}

/** Two pieces of evidence are the same payment when they have the same name, wherever a reorg put it. */
export function transferName({ txHash, token, txOrdinal }: TransferName): string {
  return `${txHash}/${token}/${txOrdinal}`;
}

/** Adds findings, in ledger order, to an alert or opens one. `current` may be withdrawn: then it is reinstated. */
export function appendFindings(
  id: Hash,
  current: Alert | undefined,
  findings: readonly Finding[],
): { alert: Alert; evidence: Evidence[] } {
  const live = current !== undefined && current.state !== "withdrawn" ? current : undefined;
  let alert = live;
  const evidence: Evidence[] = [];
  for (const finding of findings) {
    const row = evidenceFrom(finding, alert?.evidenceCount ?? 0, alert?.revision ?? id);
    // By height: a block's time is an endpoint's word until its header is proven, and a false one must stop nobody.
    assert(alert === undefined || alert.lastBlock <= row.block.number, "findings arrive in ledger order");
    evidence.push(row);
    alert = grow(id, alert, finding, row);
  }
  assert(alert !== undefined, "an alert is made of at least one finding");
  const changesState = current !== undefined && current.state !== "provisional";
  const stateSeq = current === undefined ? 0 : current.stateSeq + (changesState ? 1 : 0);
  return { alert: { ...alert, state: "provisional", stateSeq }, evidence };
}

/** An alert as this evidence of it, its beginning, makes it; all of it is final. */
export function alertOfEvidence(of: Pick<Alert, "id" | "heuristic" | "subject">, evidence: readonly Evidence[]): Alert {
  let alert: Alert | undefined;
  for (const row of evidence) alert = grow(of.id, alert, of, row);
  assert(alert !== undefined, "an alert is made of at least one finding");
  return { ...alert, state: "final" };
}

function grow(
  id: Hash,
  alert: Alert | undefined,
  finding: Pick<Finding, "heuristic" | "subject">,
  row: Evidence,
): Alert {
  const evidenceCount = row.ordinal + 1;
  const strongest = alert === undefined ? row.score : Math.max(row.score, strongestScoreOf(alert));
  return {
    id,
    heuristic: finding.heuristic,
    heuristicVersion: row.heuristicVersion,
    subject: finding.subject,
    severity: alert === undefined ? row.severity : moreSevere(alert.severity, row.severity),
    exposure: row.exposure,
    score: scoreAlert(strongest, evidenceCount),
    revision: row.revision,
    evidenceCount,
    firstBlock: alert?.firstBlock ?? row.block.number,
    lastBlock: row.block.number,
    firstTime: alert?.firstTime ?? row.block.time,
    lastTime: row.block.time,
    state: "provisional",
    stateSeq: 0,
  };
}

/** The score of an alert without what its number of findings added. */
function strongestScoreOf(alert: Alert): number {
  return alert.score - scoreAlert(0, alert.evidenceCount);
}

function evidenceFrom(finding: Finding, ordinal: number, previousRevision: Hash): Evidence {
  const { block, transfer, heuristicVersion, severity, exposure, score, reasons, supporting } = finding;
  assert(exposure !== "BEHAVIORAL" || severity !== "SEVERE", "a pattern alone is never SEVERE");
  const row = {
    ordinal,
    block: { number: block.number, hash: block.hash, time: block.time },
    transfer,
    heuristicVersion,
    severity,
    exposure,
    score,
    reasons,
    supporting: ordinal < EVIDENCE_WITH_SUPPORT_MAX ? supporting : [],
    isFinal: false,
  };
  return { ...row, revision: evidenceRevision(previousRevision, row) };
}

/** The alert's revision once this evidence counts. @param previous before it; of the first, the alert's id */
export function evidenceRevision(previous: Hash, evidence: Omit<Evidence, "revision" | "isFinal">): Hash {
  return contentHash("redflag/evidence/1", [previous, evidenceContent(evidence)]);
}

/** What counts as content of a piece of evidence: everything but its finality, which is history. */
export function evidenceContent(evidence: Omit<Evidence, "revision" | "isFinal">): Canonical {
  const { supporting } = evidence;
  return {
    ordinal: evidence.ordinal,
    ...transferContent(evidence),
    ...(supporting.length > 0 && { supporting: supporting.map(transferContent) }),
    heuristicVersion: evidence.heuristicVersion,
    severity: evidence.severity,
    exposure: evidence.exposure,
    score: evidence.score,
    reasons: evidence.reasons.map(({ entry, figures, exclusions, ...reason }) => ({
      ...reason,
      ...(entry && { entry: { ...entry } }),
      ...(figures && { figures: figures.map((figure) => ({ ...figure })) }),
      ...(exclusions && { exclusions: [...exclusions] }),
    })),
  };
}

function transferContent({ block, transfer, chain }: SupportingTransfer) {
  return {
    ...(chain !== undefined && { chain }),
    block: { number: block.number, hash: block.hash, time: block.time },
    transaction: transfer.txHash,
    transferOrdinal: transfer.txOrdinal,
    logIndex: transfer.logIndex,
    token: transfer.token,
    sender: transfer.sender,
    recipient: transfer.recipient,
    amount: transfer.amount.toString(),
  };
}

/** What counts as content of an alert: figures that follow from its evidence. */
export function alertContent(alert: Alert): Canonical {
  const { state, stateSeq, ...content } = alert;
  return content;
}

/** A reorg took evidence from the end. Without any left the alert is withdrawn and keeps its last figures. */
export function retractEvidence(alert: Alert, remaining: RemainingEvidence | undefined): Alert {
  assert(alert.state !== "withdrawn", "a withdrawn alert has no evidence to lose");
  const stateSeq = alert.stateSeq + 1;
  if (remaining === undefined) return { ...alert, state: "withdrawn", stateSeq };
  const { last, pendingCount, severity, strongestScore } = remaining;
  const evidenceCount = last.ordinal + 1;
  return {
    ...alert,
    heuristicVersion: last.heuristicVersion,
    severity,
    exposure: last.exposure,
    score: scoreAlert(strongestScore, evidenceCount),
    revision: last.revision,
    evidenceCount,
    lastBlock: last.block.number,
    lastTime: last.block.time,
    state: pendingCount === 0 ? "final" : "provisional",
    stateSeq,
  };
}

/** Some evidence became final. The alert is final when nothing is pending. */
export function finalizeEvidence(alert: Alert, pendingCount: number): Alert {
  assert(alert.state === "provisional", "only a provisional alert has evidence to make final");
  return { ...alert, state: pendingCount === 0 ? "final" : "provisional", stateSeq: alert.stateSeq + 1 };
}
