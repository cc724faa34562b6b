import { codecOf } from "./chain-codec.ts";
import type { Dialect } from "./dialect.ts";
import { type EvmHeader, parseBlock } from "./parse-block.ts";
import { parseLogs } from "./parse-log.ts";
import { readReceiptLogs } from "./receipt-logs.ts";
import type { ProofRules } from "./receipts-proof.ts";

/** As the chain's nodes speak, which all do as Ethereum's. How wide a range may be is each provider's own; a refusal tells. */
export function evmDialectOf(chain: ProofRules): Dialect<EvmHeader> {
  const { header, outsideBlock } = codecOf(chain);
  return {
    parseHeader: (result, endpoint) => parseBlock(result, endpoint, header),
    parseLogs,
    logRangeBlocksMax: Number.POSITIVE_INFINITY,
    // Where a block may have logs that stand in none of its receipts, receipts do not give them all.
    ...(outsideBlock === undefined
      ? {
          readReceiptLogs: (transport, block, filter, signal) =>
            readReceiptLogs(transport, chain, block, filter, signal),
        }
      : { outsideBloom: outsideBlock }),
  };
}
