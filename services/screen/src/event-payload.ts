import { EVENT_TRANSFERS_MAX, type EventPayload } from "@redflag/contract/event-payload";
import { type Address, formatCaip10 } from "@redflag/domain/address";
import type { AlertEvent } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";

/** The event as subscribers will read it. */
export function payloadOf(chain: Chain, { kind, alert, revision, changes }: AlertEvent): EventPayload {
  const caip10 = (address: Address) => formatCaip10(chain, address);
  return {
    type: `alert.${kind}`,
    alert: alert.id,
    chain: chain.caip2,
    heuristic: alert.heuristic,
    version: alert.heuristicVersion,
    subject: caip10(alert.subject),
    severity: alert.severity,
    exposure: alert.exposure,
    score: alert.score,
    state: alert.state,
    revision,
    stateSeq: alert.stateSeq,
    transfers: changes.slice(0, EVENT_TRANSFERS_MAX).map(({ change, evidence: { transfer } }) => ({
      transaction: transfer.txHash,
      block: transfer.blockNumber,
      logIndex: transfer.logIndex,
      ordinal: transfer.txOrdinal,
      token: caip10(transfer.token),
      sender: caip10(transfer.sender),
      recipient: caip10(transfer.recipient),
      amount: transfer.amount.toString(),
      change,
    })),
    moreTransfers: Math.max(0, changes.length - EVENT_TRANSFERS_MAX),
  };
}
