import { formatAddress } from "./address.ts";
import { type Alert, type AlertState, type Evidence, transferName } from "./alert.ts";
import { type AlertFlow, alertFlowOf } from "./alert-flow.ts";
import type { Severity } from "./entry.ts";
import type { Epoch } from "./epoch.ts";
import { type ExplainedRule, explainRule } from "./explained-rule.ts";
import type { Figure } from "./figure.ts";
import { marginText, smallestChange } from "./figure-margin.ts";
import type { SupportingTransfer } from "./finding.ts";
import { isGroupContext } from "./graph/group-context.ts";
import type { Exposure, Reason, ReasonEntry } from "./heuristic.ts";
import type { Hash } from "./hex.ts";
import { listNotEstablished } from "./not-established.ts";
import type { OwnPast } from "./own-past.ts";
import { isoTime, type PaymentRecord, type PaymentView, recordPayment } from "./payment-record.ts";

/** Payments that one explanation shows, the newest: more than one review reads. Ours [E]. */
const PAYMENTS_SHOWN_MAX = 60;
/** Earlier findings whose words are repeated, the newest. Ours [E]. */
const EARLIER_SHOWN_MAX = 5;

/** A figure, and how far it is from its threshold. */
export interface ExplainedFigure extends Figure {
  margin: string;
}

/**
 * An alert taken apart: what it says, by which rule, how near that was, what is usual for its subject, what was left out,
 * what is uncertain and what was not established. Follows from the alert, its evidence and the epoch alone, so nothing
 * of it is stored. JSON-safe; addresses as the chain writes them.
 */
export interface Explanation {
  id: Hash;
  chain: { name: string; title: string; caip2: string };
  subject: string;
  severity: Severity;
  exposure: Exposure;
  score: number;
  state: AlertState;
  firstBlock: number;
  lastBlock: number;
  firstTime: string;
  lastTime: string;
  /** The newest finding's words; of a withdrawn alert why it is. */
  what: string;
  rule: ExplainedRule;
  /** The newest finding's, empty for a rule that compares none. */
  figures: readonly ExplainedFigure[];
  /** The least that would have taken the finding away, by these figures. */
  smallestChange?: string;
  ownPast?: OwnPast;
  /** Why there is no `ownPast`. */
  ownPastMissing?: string;
  /** The same of the payments of this alert, to hold beside it. */
  received: AlertFlow;
  paid: AlertFlow;
  exclusions: readonly string[];
  listings: readonly ReasonEntry[];
  /** Findings of the alert in all, and the words of those before the newest. */
  findingCount: number;
  earlier: readonly string[];
  payments: readonly PaymentRecord[];
  /** Payments read but not shown, and findings that were not read: all but the first and the newest. */
  morePayments: number;
  unreadFindings: number;
  /** Other alerts of the same scheme, the strongest. */
  related: readonly RelatedAlert[];
  uncertain: readonly string[];
  notEstablished: readonly string[];
}

/** An alert that shares payments with the one explained, or with one that does. */
export interface RelatedAlert {
  id: Hash;
  rule: string;
  severity: Severity;
  subject: string;
}

export interface ExplanationInputs extends PaymentView {
  alert: Alert;
  /** In order, at least the newest; without any the alert is withdrawn. */
  evidence: readonly Evidence[];
  /** In force at the alert's last block. */
  epoch: Epoch | undefined;
  /** Of the subject, before the alert; or why it is not known. */
  ownPast: OwnPast | string;
  /** The strongest others of its group. */
  related: readonly Alert[];
  /** Why a withdrawn alert is. */
  withdrawnText?: string;
}

export function explainAlert(inputs: ExplanationInputs): Explanation {
  const { alert, evidence, chain, epoch, ownPast, withdrawnText = "" } = inputs;
  const newest = evidence.at(-1);
  const reasons = newest?.reasons ?? [];
  const figures = reasons.flatMap((reason) => reason.figures ?? []);
  const conditions = reasons.filter(({ code }) => !isGroupContext(code)).flatMap((reason) => reason.figures ?? []);
  const change = smallestChange(conditions);
  const payments = paymentsOf(evidence);
  const moved = payments.map(({ payment }) => payment);
  const notes = reasons.flatMap(({ exclusions = [] }) => exclusions);
  const listings = listingsOf(evidence);
  return {
    id: alert.id,
    chain: { name: chain.name, title: chain.title, caip2: chain.caip2 },
    subject: formatAddress(alert.subject, chain.family),
    severity: alert.severity,
    exposure: alert.exposure,
    score: alert.score,
    state: alert.state,
    firstBlock: alert.firstBlock,
    lastBlock: alert.lastBlock,
    firstTime: isoTime(alert.firstTime),
    lastTime: isoTime(alert.lastTime),
    what: wordsOf(reasons) ?? withdrawnText,
    rule: explainRule(alert.heuristic, alert.heuristicVersion, epoch),
    figures: explainFigures(figures),
    ...(change !== undefined && { smallestChange: change }),
    ...(typeof ownPast === "string" ? { ownPastMissing: ownPast } : { ownPast }),
    received: alertFlowOf(chain, alert.subject, "recipient", moved),
    paid: alertFlowOf(chain, alert.subject, "sender", moved),
    exclusions: notes,
    listings,
    findingCount: alert.evidenceCount,
    earlier: evidence
      .slice(0, -1)
      .flatMap((row) => wordsOf(row.reasons) ?? [])
      .slice(-EARLIER_SHOWN_MAX),
    payments: payments.slice(-PAYMENTS_SHOWN_MAX).map(({ part, payment }) => recordPayment(inputs, part, payment)),
    unreadFindings: evidence.length === 0 ? 0 : alert.evidenceCount - evidence.length,
    morePayments: Math.max(0, payments.length - PAYMENTS_SHOWN_MAX),
    related: inputs.related.map(({ id, heuristic: rule, severity, subject }) => ({
      id,
      rule,
      severity,
      subject: formatAddress(subject, chain.family),
    })),
    uncertain: uncertainOf(alert, reasons, listings, notes),
    notEstablished: listNotEstablished(alert.exposure),
  };
}

export function explainFigures(figures: readonly Figure[]): ExplainedFigure[] {
  return figures.map((figure) => ({ ...figure, margin: marginText(figure) }));
}

/** A finding's first reason tells what happened; the others, on what else it rests. */
function wordsOf(reasons: readonly Reason[]): string | undefined {
  return reasons[0]?.text;
}

interface AlertPayment {
  part: PaymentRecord["part"];
  payment: SupportingTransfer;
}

/** Each once, in ledger order; one that a finding is on is that, however many others count it. */
function paymentsOf(evidence: readonly Evidence[]): AlertPayment[] {
  const found = new Map<string, AlertPayment>();
  for (const { block, transfer, supporting } of evidence) {
    for (const counted of supporting) {
      const name = transferName(counted.transfer);
      if (!found.has(name)) found.set(name, { part: "counted", payment: counted });
    }
    found.set(transferName(transfer), { part: "finding", payment: { block, transfer } });
  }
  return [...found.values()].sort((a, b) => inOrder(a.payment, b.payment));
}

function inOrder({ transfer: a }: SupportingTransfer, { transfer: b }: SupportingTransfer): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

/** Each entry once, as it was copied last. */
function listingsOf(evidence: readonly Evidence[]): ReasonEntry[] {
  const entries = evidence.flatMap(({ reasons }) => reasons.flatMap(({ entry }) => entry ?? []));
  return [...new Map(entries.map((entry) => [`${entry.list}/${entry.entryId}`, entry])).values()];
}

/** Rules say in these words what no list and no chain says. */
const INFERRED = /\binferred\b/;

function uncertainOf(
  { state, exposure }: Alert,
  reasons: readonly Reason[],
  listings: readonly ReasonEntry[],
  notes: readonly string[],
): string[] {
  const uncertain: string[] = [];
  if (state === "provisional") uncertain.push("a reorg of the chain could still take back some of its payments");
  for (const { list, authority, confidence } of listings) {
    if (confidence < 100)
      uncertain.push(`list ${list} is ${confidence} % sure that the address is the one ${authority} means`);
  }
  uncertain.push(...notes.filter((note) => INFERRED.test(note)));
  const said = reasons.filter(({ text }) => INFERRED.test(text));
  if (said.length > 0)
    uncertain.push("part of the finding is inferred, from what its own words say, and not read from a list");
  if (
    exposure === "BEHAVIORAL" &&
    reasons.some(({ figures = [] }) => figures.some(({ unit }) => /^[A-Z]{3}$/.test(unit)))
  ) {
    uncertain.push("amounts take each token at its peg and the published rate of its day, not at what was paid for it");
  }
  return uncertain;
}
