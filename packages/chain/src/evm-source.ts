import assert from "node:assert";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { callBlock, readBlockAt } from "./block-call.ts";
import type { OnDisagreement } from "./disagreement.ts";
import { createEndpointPool } from "./endpoint-pool.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { compareWithPeers, proveAlone } from "./prove-block.ts";
import { readRange } from "./read-range.ts";
import { readTip } from "./read-tip.ts";
import { requireHeaderHash } from "./receipts-proof.ts";
import { ask } from "./rpc-result.ts";
import type { ChainSource } from "./source.ts";

export interface EvmSourceOptions {
  chain: Chain;
  /** How much an answer must show before it is returned; usually `chain.verify`. */
  policy: VerifyPolicy;
  /** In the order in which they are tried. The source closes them. */
  transports: readonly RpcTransport[];
  /** Called before the Problem is thrown, or before the next endpoint is asked. Must not throw. */
  onDisagreement?: OnDisagreement;
}

/** A ChainSource over Ethereum JSON-RPC. Remembers nothing but which endpoints have shown their chain id. */
export function createEvmSource({
  chain,
  policy,
  transports,
  onDisagreement = () => {},
}: EvmSourceOptions): ChainSource {
  const pool = createEndpointPool(chain, transports);
  return {
    chain,
    getTip: (signal, at) => pool.first((transport) => readTip(transport, chain, signal, at), signal),
    async getRange(from, to, filter, signal) {
      assert(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to, "a range of blocks");
      // To a node an empty list means "any", which is never what an empty filter means.
      assert(filter.addresses.length > 0 && filter.topics0.length > 0, "a filter names contracts and topics");
      const request = { from, to, filter, policy, onDisagreement };
      return pool.first((transport) => readRange(transport, request, signal), signal);
    },
    getBlock(number, signal) {
      return pool.first(async (transport) => {
        const header = readBlockAt(await ask(transport, callBlock(number), signal), number, transport.name);
        if (policy === "proof") requireHeaderHash(header, transport.name);
        const { hash, parentHash, time } = header;
        return { number, hash, parentHash, time };
      }, signal);
    },
    async proveBlock(block, filter, signal) {
      const { proof, prover } = await pool.first(async (transport) => {
        const alone = await proveAlone(transport, block, filter, onDisagreement, signal);
        return { proof: alone, prover: transport };
      }, signal);
      return { ...proof, level: await compareWithPeers(pool, prover, block, onDisagreement, signal) };
    },
    close: () => pool.close(),
  };
}
