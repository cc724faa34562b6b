import type { Dialect } from "./dialect.ts";
import { type EvmHeader, parseBlock } from "./parse-block.ts";
import { parseLogs } from "./parse-log.ts";
import { readReceiptLogs } from "./receipt-logs.ts";

/** As Ethereum's nodes speak. How wide a range may be is each provider's own; a refusal tells. */
export const evmDialect: Dialect<EvmHeader> = {
  parseHeader: parseBlock,
  parseLogs,
  logRangeBlocksMax: Number.POSITIVE_INFINITY,
  readReceiptLogs,
};
