import { defineChain } from "../chain.ts";

export const base = defineChain({
  name: "base",
  title: "Base",
  id: 8_453,
  caip2: "eip155:8453",
  family: "eip155",
  stack: "op",
  finality: {
    kind: "tag",
    why:
      "The batch that holds the block stands in a final block of Ethereum: some 15 minutes behind the head. Before that " +
      "the sequencer alone orders.",
  },
  blockTimeMs: 2_000,
  verify: "proof",
  unprovable: [
    {
      class: "untried_receipt",
      type: 0x7e,
      beforeBlock: 9_101_527,
      why: "Before Canyon (January 2024) deposits hash neither their nonce nor a version, by source; no block was at hand.",
    },
  ],
  partitionBlocks: 100_000,
  publicEndpoints: ["https://mainnet.base.org", "https://base-rpc.publicnode.com"],
  explorer: { transaction: "https://basescan.org/tx/{}", address: "https://basescan.org/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-8453 (id, endpoints, explorer)",
    "ethereum-optimism/optimism specs/derivation.md (finality)",
    "celo-org/op-geth, a fork of ethereum-optimism/op-geth: core/types/receipt.go (deposits hash nonce and version since Canyon)",
    "block 49,513,698 of Zora, another chain of the OP Stack: header recomputed, its deposit's receipt to its receipts root",
    "superchain-registry: Canyon at 1704992401, 9,101,527 blocks of 2 s after the first",
    "block 49,835,559: header recomputed to its hash",
    "not checked here: the receipts of a whole block, the block time, the finalized tag of an endpoint",
  ],
});
