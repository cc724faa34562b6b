import { defineChain } from "../chain.ts";

export const arbitrum = defineChain({
  name: "arbitrum",
  title: "Arbitrum One",
  id: 42_161,
  caip2: "eip155:42161",
  family: "eip155",
  stack: "arbitrum",
  finality: {
    kind: "tag",
    why:
      "The batch that holds the block stands in a final block of Ethereum: some 15 minutes behind the head. Before that " +
      "the sequencer alone orders.",
  },
  blockTimeMs: 250,
  verify: "proof",
  unprovable: [
    {
      class: "early_blocks",
      beforeBlock: 22_207_817,
      why: "Blocks from before Nitro (August 2022) are of another design, with other headers, and were not tried.",
    },
  ],
  partitionBlocks: 2_000_000,
  publicEndpoints: ["https://arb1.arbitrum.io/rpc", "https://arbitrum-one-rpc.publicnode.com"],
  explorer: { transaction: "https://arbiscan.io/tx/{}", address: "https://arbiscan.io/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-42161 (id, endpoints, explorer)",
    "block 150,000,000: header recomputed to its hash, 5 receipts (types 0x6a, 0x0, 0x2) to its receipts root",
    "OffchainLabs/go-ethereum core/types/receipt.go (receipts of types 0x64 to 0x69 are encoded alike)",
    "docs.arbitrum.io, finality and chain reorganizations (finality), block numbers and time (block time)",
    "not checked here: a block with a receipt of types 0x64 to 0x69, the finalized tag of an endpoint",
  ],
});
