import { defineChain } from "../chain.ts";

export const celo = defineChain({
  name: "celo",
  title: "Celo",
  id: 42_220,
  caip2: "eip155:42220",
  family: "eip155",
  finality: {
    kind: "tag",
    why:
      "Since March 2025 a layer 2 of the OP Stack: the batch that holds the block is named in a final block of Ethereum, " +
      "some 15 minutes behind the head.",
  },
  blockTimeMs: 1_000,
  verify: "bloom",
  unprovable:
    "Fees paid in a token make receipts of type 0x7b, which hash a base fee besides. No block that holds one was at hand to " +
    "show that endpoints give it as it was hashed, so the prover does not take the type. Blocks below 31,056,500 are of " +
    "another chain design, with other headers, and were not tried.",
  partitionBlocks: 1_000_000,
  publicEndpoints: ["https://forno.celo.org", "https://celo.drpc.org"],
  explorer: { transaction: "https://celoscan.io/tx/{}", address: "https://celoscan.io/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-42220 (id, first endpoint)",
    "docs.celo.org, deployments (block time, migration block)",
    "celo-org/op-geth core/types/celo_receipt.go (receipts)",
    "not checked here: a whole block, the finalized tag and the second endpoint, the explorer",
  ],
});
