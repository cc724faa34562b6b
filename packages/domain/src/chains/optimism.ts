import { defineChain } from "../chain.ts";

export const optimism = defineChain({
  name: "optimism",
  title: "OP Mainnet",
  id: 10,
  caip2: "eip155:10",
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
      class: "early_blocks",
      beforeBlock: 105_235_063,
      why: "Blocks from before Bedrock (June 2023) were made by other software and were not tried.",
    },
    {
      class: "untried_receipt",
      type: 0x7e,
      beforeBlock: 114_696_812,
      why: "Before Canyon (January 2024) deposits hash neither their nonce nor a version, by source; no block was at hand.",
    },
  ],
  partitionBlocks: 1_000_000,
  publicEndpoints: ["https://mainnet.optimism.io", "https://optimism-rpc.publicnode.com"],
  explorer: {
    transaction: "https://optimistic.etherscan.io/tx/{}",
    address: "https://optimistic.etherscan.io/address/{}",
  },
  sources: [
    "ethereum-lists/chains eip155-10 (id, first endpoint, explorer)",
    "ethereum-optimism/optimism specs/derivation.md (finality)",
    "celo-org/op-geth, a fork of ethereum-optimism/op-geth: core/types/receipt.go (deposits hash nonce and version since Canyon)",
    "block 49,513,698 of Zora, another chain of the OP Stack: header recomputed, its deposit's receipt to its receipts root",
    "superchain-registry: Canyon at 1704992401, 9,461,749 blocks of 2 s after Bedrock",
    "block 154,497,277: header recomputed to its hash",
    "not checked here: the receipts of a whole block, the block time, the finalized tag of an endpoint",
  ],
});
