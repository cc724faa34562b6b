import {
  type AlertEventPayload,
  EVENT_SUCCESSORS_MAX,
  EVENT_TRANSFERS_MAX,
} from "@redflag/contract/alert-event-payload";
import { type Address, formatCaip10 } from "@redflag/domain/address";
import type { AlertEvent } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";

/** The events of a step that screened the past again with later inputs. */
export interface Rescreening {
  generation: number;
  /** Of each alert that is withdrawn, those that hold payments of it now. */
  successors: ReadonlyMap<Hash, readonly Hash[]>;
}

/** The event as subscribers will read it. */
export function payloadOf(
  chain: Chain,
  { kind, alert, revision, changes }: AlertEvent,
  rescreening?: Rescreening,
): AlertEventPayload {
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
    ...(rescreening && {
      rescreen: {
        generation: rescreening.generation,
        succeededBy: (rescreening.successors.get(alert.id) ?? []).slice(0, EVENT_SUCCESSORS_MAX),
      },
    }),
  };
}
