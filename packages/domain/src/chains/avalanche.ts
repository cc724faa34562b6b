import { defineChain } from "../chain.ts";

export const avalanche = defineChain({
  name: "avalanche",
  title: "Avalanche C-Chain",
  id: 43_114,
  caip2: "eip155:43114",
  family: "eip155",
  stack: "coreth",
  finality: {
    kind: "tag",
    why: "An accepted block is final; nodes serve accepted blocks only, so the tag is the head or just behind it.",
  },
  blockTimeMs: 2_000,
  verify: "proof",
  unprovable: [
    {
      class: "untried_header",
      why: "One of 2023 was recomputed. The fields that came since are placed as the source says; no such header was at hand.",
    },
    { class: "untried_receipt", why: "They are Ethereum's, by source; no whole block was at hand." },
    {
      class: "header_field",
      field: "settledHeight",
      why:
        "With asynchronous execution (ACP-194, Helicon) a block's header commits to the receipts of the blocks that it " +
        "settles, not to its own.",
    },
  ],
  partitionBlocks: 1_000_000,
  publicEndpoints: ["https://api.avax.network/ext/bc/C/rpc", "https://avalanche-c-chain-rpc.publicnode.com"],
  explorer: { transaction: "https://snowtrace.io/tx/{}", address: "https://snowtrace.io/address/{}" },
  sources: [
    "ethereum-lists/chains eip155-43114 (id, first endpoint, explorer)",
    "ava-labs/avalanchego graft/coreth plugin/evm/customtypes/header_ext.go (header fields and their order)",
    "block 30,806,864, as printed in GetBlock's description of eth_getBlockByNumber: header recomputed to its hash",
    "avalanche-foundation/ACPs 194 (what a header commits to since Helicon)",
    "QuickNode's description of eth_getBlockByNumber (finalized tag)",
    "not checked here: the receipts of a block, a header with fields of Granite or Helicon; the block time varies with the load",
  ],
});
