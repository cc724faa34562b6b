import type { Chain } from "@redflag/domain/chain";
import { decodeBlockLogs } from "@redflag/domain/decode-block-logs";
import type { IssuerEvent, Log, RefusedLog, Transfer } from "@redflag/domain/transfer";

export interface DecodedLogs {
  transfers: Transfer[];
  issuerEvents: IssuerEvent[];
  refusedLogs: RefusedLog[];
}

/** Decodes checked logs block by block: the ordinal that names a transfer counts within one transaction. */
export function decodeRange(chain: Chain, logs: readonly Log[]): DecodedLogs {
  const decoded: DecodedLogs = { transfers: [], issuerEvents: [], refusedLogs: [] };
  for (const blockLogs of Map.groupBy(logs, (log) => log.blockNumber).values()) {
    const { transfers, issuerEvents, refusedLogs } = decodeBlockLogs(chain.name, blockLogs);
    decoded.transfers.push(...transfers);
    decoded.issuerEvents.push(...issuerEvents);
    decoded.refusedLogs.push(...refusedLogs);
  }
  return decoded;
}
