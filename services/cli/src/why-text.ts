import { type ExplainedTransfer, isCurrentFilter } from "@redflag/api/why-body";
import { type Address, formatAddress } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import { type ExplainedRule, explainRule, parameterText } from "@redflag/domain/explained-rule";
import { transactionLink } from "@redflag/domain/explorer-link";
import type { Hash } from "@redflag/domain/hex";
import { tokenAmount } from "@redflag/domain/token-amount";
import type { GraphVerdict, TransferVerdicts } from "@redflag/domain/why";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Coverage } from "@redflag/store/coverage-read";
import { type Cut, cutText } from "@redflag/store/cut";
import { assessmentLines } from "./assessment-text.ts";
import { countOf } from "./count-text.ts";

/**
 * A transfer, then each heuristic's word on each of its sides, then the alerts.
 * @param filed `filedTexts` of the alerts
 */
export function whyText(
  chain: Chain,
  { transfer, verdicts, alerts, coverage, besides }: ExplainedTransfer,
  filed: ReadonlyMap<Hash, string>,
): string {
  const { blockNumber, logIndex, txHash, sender, recipient } = transfer;
  const money = tokenAmount(chain, transfer.token, transfer.amount);
  const link = transactionLink(chain, txHash);
  return [
    `${formatAddress(sender, chain.family)} sent ${money} to ${formatAddress(recipient, chain.family)}`,
    `  ${chain.name}, block ${blockNumber}, log ${logIndex}, transaction ${txHash}`,
    ...(link === undefined ? [] : [`  ${link}`]),
    ...(coverage === undefined ? [] : [`  ${coverageText(chain, coverage)}`]),
    ...besides.map((line) => `  beside it: ${line}`),
    ...verdictLines(chain, verdicts).map((line) => `  ${line}`),
    ...alerts.map((alert) => `  ${alertMention(chain, alert, filed.get(alert.id))}`),
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

function verdictLines(chain: Chain, verdicts: TransferVerdicts): string[] {
  if (verdicts.kind === "not_screened") return [`not screened: ${verdicts.text}`];
  return [
    inputsText(verdicts.epoch),
    ...verdicts.head.flatMap(({ heuristic, fired, silent }) => [
      ...fired.flatMap(({ reasons }) => reasons.map(({ text }) => `${heuristic} fired: ${text}`)),
      ...silent.map(
        ({ subject, text }) => `${heuristic} is silent about ${formatAddress(subject, chain.family)}: ${text}`,
      ),
    ]),
    ...verdicts.depth.flatMap(({ heuristic, version, assessment }) => [
      ...assessmentLines(heuristic, assessment),
      ...changedParameterLines(explainRule(heuristic, version, verdicts.epoch)),
    ]),
    ...(verdicts.graph === undefined ? [] : [graphLine(verdicts.graph)]),
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

export function alertMention(
  chain: Chain,
  { id, severity, state, heuristic, subject, evidenceCount }: Alert,
  filed: string | undefined,
): string {
  const about = `${severity} ${heuristic} about ${formatAddress(subject, chain.family)}`;
  return `alert ${id}: ${about}, ${countOf(evidenceCount, "payment")}, ${state}${filed === undefined ? "" : `; ${filed}`}`;
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
