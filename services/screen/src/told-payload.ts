import { AlertEventPayload, EVENT_LISTINGS_MAX } from "@redflag/contract/alert-event-payload";
import { EVENT_JURISDICTIONS_MAX } from "@redflag/contract/event-fields";
import { type Address, formatCaip10 } from "@redflag/domain/address";
import { type Alert, alertId, appendFindings } from "@redflag/domain/alert";
import type { EvidenceChange } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";
import type { Finding } from "@redflag/domain/finding";
import type { ToldFinding } from "@redflag/domain/finding-for-exchanges";

/** The alert that a finding is by itself: what others there are of the same subject has no part in its id, score or revision. */
export function alertOfOne(chain: Chain, finding: Finding): Alert {
  return appendFindings(alertId(chain.caip2, finding), undefined, [finding]).alert;
}

/** What exchanges are told of it. */
export function toldPayload(
  chain: Chain,
  alert: Alert,
  { transfer, reasons, entries }: ToldFinding,
  type: "alert.created" | "alert.updated",
  change: EvidenceChange,
): AlertEventPayload {
  const account = (address: Address) => formatCaip10(chain, address);
  return AlertEventPayload.parse({
    type,
    alert: alert.id,
    chain: chain.caip2,
    heuristic: alert.heuristic,
    version: alert.heuristicVersion,
    subject: account(alert.subject),
    severity: alert.severity,
    exposure: alert.exposure,
    score: alert.score,
    state: alert.state,
    revision: alert.revision,
    stateSeq: alert.stateSeq,
    transfers: [
      {
        transaction: transfer.txHash,
        block: transfer.blockNumber,
        logIndex: transfer.logIndex,
        ordinal: transfer.txOrdinal,
        token: account(transfer.token),
        sender: account(transfer.sender),
        recipient: account(transfer.recipient),
        amount: transfer.amount.toString(),
        change,
      },
    ],
    moreTransfers: 0,
    listings: reasons
      .flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
      .slice(0, EVENT_LISTINGS_MAX)
      .map(({ list, listVersion, category, entryId }) => {
        const { jurisdictions = [] } = entries.find((entry) => entry.entryId === entryId) ?? {};
        const isTold = jurisdictions.length > 0 && jurisdictions.length <= EVENT_JURISDICTIONS_MAX;
        return { list, version: listVersion, category, ...(isTold && { jurisdictions: [...jurisdictions] }) };
      }),
  });
}

/** The same alert, once nothing can take it away any more. */
export function finalPayload(last: AlertEventPayload): AlertEventPayload {
  return settledPayload(last, "final", { state: "final" });
}

/** The same alert, once it is gone. */
export function withdrawnPayload(last: AlertEventPayload, cause: AlertEventPayload["cause"]): AlertEventPayload {
  return settledPayload(last, "retracted", { state: "withdrawn", cause });
}

function settledPayload(
  last: AlertEventPayload,
  change: EvidenceChange,
  end: { state: "final" } | { state: "withdrawn"; cause: AlertEventPayload["cause"] },
): AlertEventPayload {
  return AlertEventPayload.parse({
    ...last,
    ...end,
    type: `alert.${end.state}`,
    stateSeq: last.stateSeq + 1,
    transfers: last.transfers.map((transfer) => ({ ...transfer, change })),
  });
}
