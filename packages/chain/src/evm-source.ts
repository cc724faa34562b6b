import { Problem } from "@redflag/domain/problem";
import { findUnprovable } from "@redflag/domain/unprovable";
import { createReader } from "./chain-reader.ts";
import { createEndpointPool } from "./endpoint-pool.ts";
import { evmDialectOf } from "./evm-dialect.ts";
import type { EvmHeader } from "./parse-block.ts";
import { compareWithPeers, proveAlone } from "./prove-block.ts";
import { refuseForgedHeader } from "./receipts-proof.ts";
import type { ChainSource } from "./source.ts";
import type { SourceOptions } from "./source-options.ts";

/** A ChainSource over Ethereum JSON-RPC. Remembers nothing but how its endpoints have answered. */
export function createEvmSource(options: SourceOptions): ChainSource {
  const { chain, policy } = options;
  const pool = createEndpointPool(options);
  const requireHeaderHash = (header: EvmHeader, endpoint: string) => refuseForgedHeader(header, endpoint, chain);
  return {
    ...createReader({
      ...options,
      pool,
      dialect: evmDialectOf(chain),
      ...(policy === "proof" && { requireHeaderHash }),
    }),
    async proveBlock(block, filter, signal) {
      const reason = findUnprovable(chain, block.number);
      if (reason !== undefined) {
        throw new Problem("proof_unavailable", `${chain.name}: block ${block.number}: ${reason.why}`);
      }
      let unavailable: Problem | undefined;
      const attempt = pool.first(async (transport) => {
        try {
          const proof = await proveAlone(transport, chain, block, filter, pool.report, signal);
          return { proof, prover: transport };
        } catch (error) {
          if (error instanceof Problem && error.code === "proof_unavailable") unavailable ??= error;
          throw error;
        }
      }, signal);
      // What the others failed of passes with time; what an endpoint cannot prove it will not prove later either.
      const { proof, prover } = await attempt.catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error instanceof Problem && error.retry !== "fatal" ? (unavailable ?? error) : error;
      });
      return { ...proof, level: await compareWithPeers(pool, chain, prover, block, pool.report, signal) };
    },
  };
}
