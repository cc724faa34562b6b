import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import { type ExplainedRule, explainRule, parameterText } from "@redflag/domain/explained-rule";
import { explainVerdict } from "@redflag/domain/explained-verdict";
import { transactionLink } from "@redflag/domain/explorer-link";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import type { Transfer } from "@redflag/domain/transfer";
import type { Explanation } from "@redflag/screen/why";
import type { GraphVerdict } from "@redflag/screen/why-graph";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Coverage } from "@redflag/store/coverage-read";
import { type Cut, cutText } from "@redflag/store/cut";
import { assessmentLines } from "./assessment-text.ts";
import { countOf } from "./count-text.ts";

import { tokenAmount } from "./token-amount.ts";

export interface ExplainedTransfer {
  transfer: Transfer;
  explanation: Explanation;
  /** Alerts that stand on it. */
  alerts: readonly Alert[];
  /** How the ledger came by its block. */
  coverage: Coverage | undefined;
  /** What else the transaction did, see `listBesides`. */
  besides: readonly string[];
}

/** A transfer, then each heuristic's word on each of its sides, then the alerts. */
export function whyText(chain: Chain, { transfer, explanation, alerts, coverage, besides }: ExplainedTransfer): string {
  const { blockNumber, logIndex, txHash, sender, recipient } = transfer;
  const money = tokenAmount(chain, transfer.token, transfer.amount);
  const link = transactionLink(chain, txHash);
  return [
    `${formatAddress(sender, chain.family)} sent ${money} to ${formatAddress(recipient, chain.family)}`,
    `  ${chain.name}, block ${blockNumber}, log ${logIndex}, transaction ${txHash}`,
    ...(link === undefined ? [] : [`  ${link}`]),
    ...(coverage === undefined ? [] : [`  ${coverageText(chain, coverage)}`]),
    ...besides.map((line) => `  beside it: ${line}`),
    ...verdictLines(chain, explanation).map((line) => `  ${line}`),
    ...alerts.map((alert) => `  ${alertMention(chain, alert)}`),
  ].join("\n");
}

function coverageText(chain: Chain, coverage: Coverage): string {
  const { endpoint, level, fromBlock, toBlock } = coverage;
  const read = `read from ${endpoint} with blocks ${fromBlock} to ${toBlock}, checked: ${level.replaceAll("_", " ")}`;
  if (isCurrentFilter(chain, coverage)) return read;
  return coverage.filter === undefined
    ? `${read}; what was asked for then is not recorded, so what was added since may not have been searched for`
    : `${read}; other contracts or events were known then, so what was added since was not searched for`;
}

/** Whether the block was asked for all that is asked for today. */
function isCurrentFilter(chain: Chain, { filter }: Coverage): boolean {
  return filter === logFilterDigest(logFilterFor(chain.name));
}

function verdictLines(chain: Chain, explanation: Explanation): string[] {
  if (explanation.kind === "not_screened") return [`not screened: ${explanation.text}`];
  return [
    inputsText(explanation.epoch),
    ...explanation.head.flatMap(({ heuristic, fired, silent }) => [
      ...fired.flatMap(({ reasons }) => reasons.map(({ text }) => `${heuristic} fired: ${text}`)),
      ...silent.map(
        ({ subject, text }) => `${heuristic} is silent about ${formatAddress(subject, chain.family)}: ${text}`,
      ),
    ]),
    ...explanation.depth.flatMap(({ heuristic, version, assessment }) => [
      ...assessmentLines(heuristic, assessment),
      ...changedParameterLines(explainRule(heuristic, version, explanation.epoch)),
    ]),
    ...(explanation.graph === undefined ? [] : [graphLine(explanation.graph)]),
  ];
}

function graphLine({ text, alerts }: GraphVerdict): string {
  const held = alerts.length === 0 ? "" : `: ${alerts.map((id) => `alert ${id}`).join(", ")}`;
  return `shapes among new pairs: ${text}${held}`;
}

/** The defaults are in the page about the rule. */
function changedParameterLines({ parameters }: ExplainedRule): string[] {
  return parameters.filter(({ isDefault }) => isDefault === false).map((row) => `  with ${parameterText(row)}`);
}

/** With which versions of the lists and rates it was screened. */
function inputsText({ seq, inputs: { lists, rates = {} } }: Epoch): string {
  return `screened in epoch ${seq} with lists: ${versionsText(lists)}; rates: ${versionsText(rates)}`;
}

function versionsText(versions: Readonly<Record<string, number>>): string {
  const held = Object.entries(versions).map(([id, version]) => `${id} version ${version}`);
  return held.length === 0 ? "none" : held.join(", ");
}

export function alertMention(chain: Chain, { id, severity, state, heuristic, subject, evidenceCount }: Alert): string {
  const about = `${severity} ${heuristic} about ${formatAddress(subject, chain.family)}`;
  return `alert ${id}: ${about}, ${countOf(evidenceCount, "payment")}, ${state}`;
}

/** Why the ledger holds no transfer of it. */
export function absenceText(
  chain: Chain,
  address: Address | undefined,
  covered: readonly BlockSpan[],
  cut: Cut | undefined,
): string {
  const what = address === undefined ? "that transaction" : formatAddress(address, chain.family);
  if (covered.length === 0)
    return `The ledger covers no block of ${chain.title} yet, so nothing can be said of ${what}.`;
  const spans = covered.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
  const dropped =
    cut === undefined
      ? ""
      : ` Or it was dropped: ${cutText(chain, cut)}. What was found there stands in \`redflag alerts\`.`;
  return (
    `The ledger of ${chain.title} holds no transfer of ${what}. It covers blocks ${spans}: ` +
    `it lies outside them, or it moved no token that Redflag knew there when it read them.${dropped}`
  );
}

export function whyJson(chain: Chain, { transfer, explanation, alerts, coverage, besides }: ExplainedTransfer): object {
  return {
    transaction: transfer.txHash,
    block: transfer.blockNumber,
    logIndex: transfer.logIndex,
    token: formatCaip10(chain, transfer.token),
    sender: formatCaip10(chain, transfer.sender),
    recipient: formatCaip10(chain, transfer.recipient),
    amount: transfer.amount.toString(),
    ...(coverage && {
      coverage: {
        endpoint: coverage.endpoint,
        level: coverage.level,
        isCurrentFilter: isCurrentFilter(chain, coverage),
      },
    }),
    besides,
    ...explanation,
    ...(explanation.kind === "screened" && { depth: depthJson(explanation) }),
    alerts: alerts.map(({ id, state }) => ({ id, state })),
  };
}

/** Each word as the lane judged, and taken apart. What was not judged stays as it is. */
function depthJson({ epoch, depth }: Extract<Explanation, { kind: "screened" }>): object[] {
  return depth.map((verdict) => {
    const { heuristic, version, assessment } = verdict;
    switch (assessment.outcome) {
      case "pending":
      case "gap":
      case "not_asked":
        return verdict;
    }
    return { ...verdict, explained: explainVerdict(heuristic, version, assessment, epoch) };
  });
}
