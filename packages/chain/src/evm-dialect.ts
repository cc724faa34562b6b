import { codecOf } from "./chain-codec.ts";
import type { Dialect } from "./dialect.ts";
import { type EvmHeader, parseBlock } from "./parse-block.ts";
import { parseLogs } from "./parse-log.ts";
import type { ProofRules } from "./receipts-proof.ts";

/** As the chain's nodes speak, which all do as Ethereum's. How wide a range may be is each provider's own; a refusal tells. */
export function evmDialectOf(chain: ProofRules): Dialect<EvmHeader> {
  const { header, outsideBlock } = codecOf(chain);
  return {
    parseHeader: (result, endpoint) => parseBlock(result, endpoint, header),
    parseLogs,
    logRangeBlocksMax: Number.POSITIVE_INFINITY,
    ...(outsideBlock && { outsideBloom: outsideBlock }),
  };
}
