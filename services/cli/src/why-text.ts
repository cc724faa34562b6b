import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Transfer } from "@redflag/domain/transfer";
import type { Explanation } from "@redflag/screen/why";
import type { BlockSpan } from "@redflag/store/block-span";
import { countOf } from "./count-text.ts";
import { tokenAmount } from "./token-amount.ts";

export interface ExplainedTransfer {
  transfer: Transfer;
  explanation: Explanation;
  /** Alerts that stand on it. */
  alerts: readonly Alert[];
}

/** A transfer, then each heuristic's word on each of its sides, then the alerts. */
export function whyText(chain: Chain, { transfer, explanation, alerts }: ExplainedTransfer): string {
  const { blockNumber, logIndex, txHash, sender, recipient } = transfer;
  const money = tokenAmount(chain, transfer.token, transfer.amount);
  return [
    `${formatAddress(sender)} sent ${money} to ${formatAddress(recipient)}`,
    `  ${chain.name}, block ${blockNumber}, log ${logIndex}, transaction ${txHash}`,
    ...verdictLines(explanation).map((line) => `  ${line}`),
    ...alerts.map((alert) => `  ${alertMention(alert)}`),
  ].join("\n");
}

function verdictLines(explanation: Explanation): string[] {
  if (explanation.kind === "not_screened") return [`not screened: ${explanation.text}`];
  return explanation.verdicts.flatMap(({ heuristic, fired, silent }) => [
    ...fired.flatMap(({ reasons }) => reasons.map(({ text }) => `${heuristic} fired: ${text}`)),
    ...silent.map(({ subject, text }) => `${heuristic} is silent about ${formatAddress(subject)}: ${text}`),
  ]);
}

export function alertMention({ id, severity, state, heuristic, subject, evidenceCount }: Alert): string {
  const about = `${severity} ${heuristic} about ${formatAddress(subject)}`;
  return `alert ${id}: ${about}, ${countOf(evidenceCount, "payment")}, ${state}`;
}

/** Why the ledger holds no transfer of it. */
export function absenceText(chain: Chain, address: Address | undefined, covered: readonly BlockSpan[]): string {
  const what = address === undefined ? "that transaction" : formatAddress(address);
  if (covered.length === 0)
    return `The ledger covers no block of ${chain.title} yet, so nothing can be said of ${what}.`;
  const spans = covered.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
  return (
    `The ledger of ${chain.title} holds no transfer of ${what}. It covers blocks ${spans}: ` +
    "it lies outside them, or it moved no token that Redflag knows there."
  );
}

export function whyJson(chain: Chain, { transfer, explanation, alerts }: ExplainedTransfer): object {
  return {
    transaction: transfer.txHash,
    block: transfer.blockNumber,
    logIndex: transfer.logIndex,
    token: formatCaip10(chain.caip2, transfer.token),
    sender: formatCaip10(chain.caip2, transfer.sender),
    recipient: formatCaip10(chain.caip2, transfer.recipient),
    amount: transfer.amount.toString(),
    ...explanation,
    alerts: alerts.map(({ id, state }) => ({ id, state })),
  };
}
