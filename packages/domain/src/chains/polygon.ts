import { defineChain } from "../chain.ts";

export const polygon = defineChain({
  name: "polygon",
  title: "Polygon PoS",
  id: 137,
  caip2: "eip155:137",
  family: "eip155",
  finality: {
    kind: "tag",
    why: "Milestones (PIP-11): two thirds of the validators have signed the block's hash; seconds behind the head.",
  },
  blockTimeMs: 1_750,
  verify: "bloom",
  unprovable:
    "Deposits from Ethereum come by state sync. Before the Madhugiri fork (end of 2025) no receipts root holds their logs; " +
    "since then they are in a receipt of type 0x7f, whose encoding is not known here. Other blocks can be proven.",
  logsOutsideBloom:
    "Before the Madhugiri fork the logs of state sync are given by eth_getLogs but not held by the bloom. They are let by if " +
    "they name the transaction hash that nodes derive from the block, and nothing else shows whether they are true.",
  partitionBlocks: 200_000,
  publicEndpoints: ["https://polygon-bor-rpc.publicnode.com", "https://polygon.drpc.org"],
  explorer: { transaction: "https://polygonscan.com/tx/{}", address: "https://polygonscan.com/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-137 (id, endpoints, explorer)",
    "block 50,000,000: header recomputed to its hash, 564 receipts to its receipts root",
    "PIP-11 (finality), PIP-74, 0xPolygon/bor#90 and core/types/bor_receipt.go (state sync)",
    "PIP-86 as reported by CoinMarketCap (block time since May 2026; 2 s before)",
    "not checked here: a block with state sync, the finalized tag of an endpoint",
  ],
});
