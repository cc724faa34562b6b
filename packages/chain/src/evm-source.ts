import { borDialect } from "./bor-dialect.ts";
import { createReader } from "./chain-reader.ts";
import { createEndpointPool } from "./endpoint-pool.ts";
import { evmDialect } from "./evm-dialect.ts";
import { compareWithPeers, proveAlone } from "./prove-block.ts";
import { requireHeaderHash } from "./receipts-proof.ts";
import type { ChainSource } from "./source.ts";
import type { SourceOptions } from "./source-options.ts";

/** A ChainSource over Ethereum JSON-RPC. Remembers nothing but how its endpoints have answered. */
export function createEvmSource(options: SourceOptions): ChainSource {
  const { chain, policy } = options;
  const pool = createEndpointPool(options);
  const dialect = chain.logsOutsideBloom === undefined ? evmDialect : borDialect;
  return {
    ...createReader({ ...options, pool, dialect, ...(policy === "proof" && { requireHeaderHash }) }),
    async proveBlock(block, filter, signal) {
      const { proof, prover } = await pool.first(async (transport) => {
        const alone = await proveAlone(transport, block, filter, pool.report, signal);
        return { proof: alone, prover: transport };
      }, signal);
      return { ...proof, level: await compareWithPeers(pool, prover, block, pool.report, signal) };
    },
  };
}
