import { defineChain } from "../chain.ts";

export const celo = defineChain({
  name: "celo",
  title: "Celo",
  id: 42_220,
  caip2: "eip155:42220",
  family: "eip155",
  stack: "celo",
  finality: {
    kind: "tag",
    why:
      "Since March 2025 a layer 2 of the OP Stack: the batch that holds the block is named in a final block of Ethereum, " +
      "some 15 minutes behind the head.",
  },
  blockTimeMs: 1_000,
  verify: "proof",
  unprovable: [
    {
      class: "early_blocks",
      beforeBlock: 31_056_500,
      why: "Before it moved to the OP Stack, Celo was of another design, with other headers, and was not tried.",
    },
    { class: "untried_header", why: "They are those of the OP Stack, by source; no block of Celo was at hand." },
    {
      class: "untried_receipt",
      type: 0x7b,
      why:
        "Fees paid in a token (CIP-64) make such receipts, which hash a base fee besides. Source and a made-up block say how; " +
        "no real one was at hand to show that endpoints give that fee as it was hashed.",
    },
    {
      class: "untried_receipt",
      type: 0x7e,
      why: "Deposits are hashed as on OP Mainnet, by source; no block of Celo was at hand.",
    },
  ],
  partitionBlocks: 1_000_000,
  publicEndpoints: ["https://forno.celo.org", "https://celo.drpc.org"],
  explorer: { transaction: "https://celoscan.io/tx/{}", address: "https://celoscan.io/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-42220 (id, first endpoint)",
    "docs.celo.org, deployments (block time, migration block)",
    "celo-org/op-geth core/types/receipt.go and celo_receipt.go (receipts hash baseFee after the logs; RPC gives it)",
    "not checked here: a whole block, the finalized tag and the second endpoint, the explorer",
  ],
});
