import { Problem } from "@redflag/domain/problem";
import type { BlockRef } from "@redflag/domain/transfer";
import { findUnprovable } from "@redflag/domain/unprovable";
import { createReader } from "./chain-reader.ts";
import { createEndpointPool } from "./endpoint-pool.ts";
import { evmDialectOf } from "./evm-dialect.ts";
import { createLogTest } from "./log-filter.ts";
import { makeReceiptsPart } from "./make-kept-proof.ts";
import type { EvmHeader } from "./parse-block.ts";
import { compareWithPeers, type ProvenReceipts, proveAlone } from "./prove-block.ts";
import { refuseForgedHeader } from "./receipts-proof.ts";
import type { BlockProof, ChainSource } from "./source.ts";
import type { SourceOptions } from "./source-options.ts";

/** A ChainSource over Ethereum JSON-RPC. Remembers nothing but how its endpoints have answered. */
export function createEvmSource(options: SourceOptions): ChainSource {
  const { chain, policy } = options;
  const pool = createEndpointPool(options);
  const requireHeaderHash = (header: EvmHeader, endpoint: string) => refuseForgedHeader(header, endpoint, chain);
  async function prove(
    block: BlockRef,
    signal?: AbortSignal,
  ): Promise<ProvenReceipts & Pick<BlockProof, "level" | "peer">> {
    const reason = findUnprovable(chain, block.number);
    if (reason !== undefined) {
      throw new Problem("proof_unavailable", `${chain.name}: block ${block.number}: ${reason.why}`);
    }
    let unavailable: Problem | undefined;
    const attempt = pool.first(async (transport) => {
      try {
        return { proven: await proveAlone(transport, chain, block, pool.report, signal), prover: transport };
      } catch (error) {
        if (error instanceof Problem && error.code === "proof_unavailable") unavailable ??= error;
        throw error;
      }
    }, signal);
    // What the others failed of passes with time; what an endpoint cannot prove it will not prove later either.
    const { proven, prover } = await attempt.catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error instanceof Problem && error.retry !== "fatal" ? (unavailable ?? error) : error;
    });
    return { ...proven, ...(await compareWithPeers(pool, chain, prover, block, pool.report, signal)) };
  }
  return {
    ...createReader({
      ...options,
      pool,
      dialect: evmDialectOf(chain),
      ...(policy === "proof" && { requireHeaderHash }),
    }),
    async proveBlock(block, filter, signal) {
      const { header, receipts, ...shown } = await prove(block, signal);
      const { number, hash, parentHash, time } = header;
      const isAskedFor = createLogTest(filter);
      const logs = receipts.flatMap((receipt) => receipt.logs.filter(isAskedFor));
      return { ...shown, block: { number, hash, parentHash, time }, logs };
    },
    async proveTransactions(block, transactionHashes, signal) {
      const { header, receipts, ...shown } = await prove(block, signal);
      return { ...shown, ...(await makeReceiptsPart(header, receipts, transactionHashes, shown.endpoint)) };
    },
  };
}
