import { defineChain } from "../chain.ts";

export const polygon = defineChain({
  name: "polygon",
  title: "Polygon PoS",
  id: 137,
  caip2: "eip155:137",
  family: "eip155",
  stack: "bor",
  finality: {
    kind: "tag",
    why: "Milestones (PIP-11): two thirds of the validators have signed the block's hash; seconds behind the head.",
  },
  blockTimeMs: 1_750,
  verify: "proof",
  unprovable: [
    {
      class: "state_sync",
      beforeBlock: 80_084_800,
      everyBlocks: 16,
      why:
        "Deposits from Ethereum come by state sync, at the start of a sprint of 16 blocks (64 before block 38,189,056). " +
        "Before the Madhugiri fork neither bloom nor receipts root holds their logs. eth_getLogs gives them in the name " +
        "of a transaction whose hash nodes derive from the block; with that name they are let by the bloom, and nothing " +
        "but another endpoint shows whether they are true or all.",
    },
    {
      class: "untried_receipt",
      type: 0x7f,
      why:
        "Since the Madhugiri fork the logs of state sync are in a receipt of this type at the block's end. Its parts are " +
        "Ethereum's; that the root hashes them as any typed receipt's, PIP-74 does not say.",
    },
  ],
  partitionBlocks: 200_000,
  publicEndpoints: ["https://polygon-bor-rpc.publicnode.com", "https://polygon.drpc.org"],
  explorer: { transaction: "https://polygonscan.com/tx/{}", address: "https://polygonscan.com/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-137 (id, endpoints, explorer)",
    "block 50,000,000: header recomputed to its hash, 564 receipts to its receipts root",
    "PIP-11 (finality), PIP-74, 0xPolygon/bor#90, core/types/bor_receipt.go and consensus/bor/bor.go (state sync)",
    "chain configuration of 0xPolygon/bor as other clients carry it (Madhugiri at block 80,084,800)",
    "PIP-86 as reported by CoinMarketCap (block time since May 2026; 2 s before)",
    "not checked here: a block with state sync, before the fork or since; the finalized tag of an endpoint",
  ],
});
