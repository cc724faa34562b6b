import type { Chain } from "@redflag/domain/chain";
import { type DecodedBlockLogs, decodeBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Log } from "@redflag/domain/transfer";

/** Decodes checked logs. */
export function decodeRange(chain: Chain, logs: readonly Log[]): DecodedBlockLogs {
  return decodeBlockLogs(chain.name, logs);
}
