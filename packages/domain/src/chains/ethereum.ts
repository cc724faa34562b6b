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
  publicEndpoints: ["https://ethereum-rpc.publicnode.com", "https://eth.llamarpc.com", "https://rpc.ankr.com/eth"],
  explorer: { transaction: "https://etherscan.io/tx/{}", address: "https://etherscan.io/address/{}" },
  sources: ["ethereum-lists/chains eip155-1", "whole mainnet blocks with receipts, see packages/chain/src/vectors"],
});
