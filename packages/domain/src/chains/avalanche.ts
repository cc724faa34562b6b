import { defineChain } from "../chain.ts";

export const avalanche = defineChain({
  name: "avalanche",
  title: "Avalanche C-Chain",
  id: 43_114,
  caip2: "eip155:43114",
  family: "eip155",
  finality: {
    kind: "tag",
    why: "An accepted block is final; nodes serve accepted blocks only, so the tag is the head or just behind it.",
  },
  blockTimeMs: 2_000,
  verify: "bloom",
  unprovable:
    "Headers hash fields of the chain's own (extDataHash and extDataGasUsed, blockGasCost, later ones) between Ethereum's, " +
    "which the prover cannot place, so no header can be recomputed.",
  partitionBlocks: 1_000_000,
  publicEndpoints: ["https://api.avax.network/ext/bc/C/rpc", "https://avalanche-c-chain-rpc.publicnode.com"],
  explorer: { transaction: "https://snowtrace.io/tx/{}", address: "https://snowtrace.io/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-43114 (id, first endpoint, explorer)",
    "ava-labs/avalanchego graft/coreth (header fields)",
    "QuickNode's description of eth_getBlockByNumber (finalized tag)",
    "not checked here: a whole block; the block time varies with the load",
  ],
});
