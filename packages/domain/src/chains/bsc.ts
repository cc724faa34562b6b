import { defineChain } from "../chain.ts";

export const bsc = defineChain({
  name: "bsc",
  title: "BNB Smart Chain",
  id: 56,
  caip2: "eip155:56",
  family: "eip155",
  finality: {
    kind: "tag",
    why:
      "Fast finality (BEP-126): a block is final once two thirds of the validators have voted for it and for the next; a " +
      "few blocks behind the head. When votes fail the tag falls further behind.",
  },
  blockTimeMs: 450,
  verify: "proof",
  unprovable: [
    { class: "untried_header", why: "They have Ethereum's fields, by a provider's description; no block was at hand." },
    { class: "untried_receipt", why: "They are Ethereum's, by a provider's description; no whole block was at hand." },
  ],
  partitionBlocks: 250_000,
  // The Binance dataseeds are left out: they answer eth_getLogs with "limit exceeded", even for one block.
  publicEndpoints: ["https://bsc-rpc.publicnode.com", "https://bsc.drpc.org"],
  explorer: { transaction: "https://bscscan.com/tx/{}", address: "https://bscscan.com/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-56 (id, explorer)",
    "docs.bnbchain.org, finality API (finality)",
    "BEP-619, Fermi upgrade of January 2026 (block time)",
    "bnb-chain/bsc#1215 (dataseeds)",
    "QuickNode's description of eth_getFinalizedHeader (header fields)",
    "not checked here: a whole block, the endpoints",
  ],
});
