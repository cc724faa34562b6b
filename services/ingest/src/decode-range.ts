import type { Chain } from "@redflag/domain/chain";
import { type DecodedBlockLogs, decodeBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Log } from "@redflag/domain/transfer";

/** Decodes checked logs block by block: the ordinal that names a transfer counts within one transaction. */
export function decodeRange(chain: Chain, logs: readonly Log[]): DecodedBlockLogs {
  const decoded: DecodedBlockLogs = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
  for (const blockLogs of Map.groupBy(logs, (log) => log.blockNumber).values()) {
    const { transfers, issuerEvents, bridgeEvents, refusedLogs } = decodeBlockLogs(chain.name, blockLogs);
    decoded.transfers.push(...transfers);
    decoded.issuerEvents.push(...issuerEvents);
    decoded.bridgeEvents.push(...bridgeEvents);
    decoded.refusedLogs.push(...refusedLogs);
  }
  return decoded;
}
