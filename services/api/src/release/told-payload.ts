import { AlertEventPayload, EVENT_LISTINGS_MAX } from "@redflag/contract/alert-event-payload";
import { type Address, formatCaip10 } from "@redflag/domain/address";
import { type Alert, alertId, appendFindings } from "@redflag/domain/alert";
import type { EvidenceChange } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";
import type { Finding } from "@redflag/domain/finding";

/** The alert that a finding is by itself: what others there are of the same subject has no part in its id, score or revision. */
export function alertOfOne(chain: Chain, finding: Finding): Alert {
  return appendFindings(alertId(chain.caip2, finding), undefined, [finding]).alert;
}

/** What exchanges are told of it. */
export function toldPayload(
  chain: Chain,
  alert: Alert,
  { transfer, reasons }: Finding,
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
      .map(({ list, listVersion, category }) => ({ list, version: listVersion, category })),
  });
}

/** The same alert, once nothing can take it away any more, or once something has. */
export function settledPayload(last: AlertEventPayload, state: "final" | "withdrawn"): AlertEventPayload {
  const change = state === "final" ? "final" : "retracted";
  return AlertEventPayload.parse({
    ...last,
    type: `alert.${state}`,
    state,
    stateSeq: last.stateSeq + 1,
    transfers: last.transfers.map((transfer) => ({ ...transfer, change })),
  });
}
