import { defineChain } from "../chain.ts";

export const ethereum = defineChain({
  name: "ethereum",
  title: "Ethereum",
  id: 1,
  caip2: "eip155:1",
  family: "eip155",
  finality: {
    kind: "tag",
    why: "Casper FFG: two thirds of the stake have voted for the checkpoint; about 13 minutes behind the head.",
  },
  blockTimeMs: 12_000,
  verify: "proof",
  partitionBlocks: 50_000,
  publicEndpoints: ["https://ethereum-rpc.publicnode.com", "https://eth.llamarpc.com"],
  explorer: { transaction: "https://etherscan.io/tx/{}", address: "https://etherscan.io/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-1 (id, explorer)",
    "ethereum.org, proof-of-stake (block time, finality)",
    "blocks 1,000,000, 4,369,999, 18,000,000 and 18,500,000: headers recomputed to their hashes, all receipts to their receipts roots",
    "not checked here: a block from after March 2024, the finalized tag of an endpoint, the endpoints",
  ],
});
