import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { AlertLine } from "@redflag/contract/alert-line";
import { withdrawalReasons } from "@redflag/contract/withdrawal-reasons";
import { formatCaip10 } from "@redflag/domain/address";
import type { Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { StoredAlert } from "@redflag/store/alert-read";

/**
 * An alert as one line for machines.
 * @param withdrawal the latest `withdrawn` event of a withdrawn alert, whose evidence is gone: its transfers stand in
 */
export function alertLineOf(
  chain: Chain,
  { alert, evidence }: Pick<StoredAlert, "alert" | "evidence">,
  withdrawal?: AlertEventPayload,
): AlertLine {
  const subject = formatCaip10(chain, alert.subject);
  const payments =
    evidence.length > 0
      ? transfersOf(evidence).map(({ transfer, chain: caip2 }) => {
          const on = CHAINS.find((other) => other.caip2 === caip2) ?? chain;
          return {
            transaction: transfer.txHash as string,
            sender: formatCaip10(on, transfer.sender),
            recipient: formatCaip10(on, transfer.recipient),
          };
        })
      : (withdrawal?.transfers ?? []);
  const parties = payments.flatMap(({ sender, recipient }) => [sender, recipient]);
  return {
    id: alert.id,
    heuristic: alert.heuristic,
    version: alert.heuristicVersion,
    severity: alert.severity,
    exposure: alert.exposure,
    score: alert.score,
    state: alert.state,
    chain: chain.caip2,
    subject,
    counterparties: [...new Set(parties)].filter((party) => party !== subject),
    transactions: [...new Set(payments.map(({ transaction }) => transaction))],
    firstBlock: alert.firstBlock,
    lastBlock: alert.lastBlock,
    firstTime: isoTime(alert.firstTime),
    lastTime: isoTime(alert.lastTime),
    reasons: evidence.length > 0 ? reasonsOf(evidence) : withdrawalReasons(withdrawal),
    figures: evidence.at(-1)?.reasons.flatMap(({ figures = [] }) => figures) ?? [],
    ...(withdrawal?.rescreen !== undefined && { succeededBy: withdrawal.rescreen.succeededBy }),
  };
}

/** In the findings' order, each once, where it was said last: the newest finding's words come last, as its figures do. */
function reasonsOf(evidence: readonly Evidence[]): string[] {
  const texts = evidence.flatMap(({ reasons }) => reasons.map(({ text }) => text));
  return [...new Set(texts.reverse())].reverse();
}

/** How many of these reasons, from the last one back, are the newest finding's. */
export function newestReasonCount(evidence: readonly Evidence[]): number {
  return new Set(evidence.at(-1)?.reasons.map(({ text }) => text)).size;
}

/** Each finding's transfer after those that its figures count. */
function transfersOf(evidence: readonly Evidence[]): SupportingTransfer[] {
  return evidence.flatMap(({ supporting, block, transfer }) => [...supporting, { block, transfer }]);
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
