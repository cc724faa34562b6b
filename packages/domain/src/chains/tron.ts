import { defineChain } from "../chain.ts";

export const tron = defineChain({
  name: "tron",
  title: "TRON",
  id: 728_126_428,
  caip2: "tron:728126428",
  family: "tron",
  finality: {
    kind: "tag",
    why: "A block is irreversible once 19 of the 27 super representatives have built on it: about a minute behind the head.",
  },
  blockTimeMs: 3_000,
  verify: "peers",
  unprovable: [
    {
      class: "every_block",
      why:
        "Headers given over JSON-RPC carry no receipts root and no bloom, so no answer can be proven complete: two endpoints " +
        "are held against each other instead. A node whose JSON-RPC was off for a while leaves that time out without a word.",
    },
  ],
  partitionBlocks: 50_000,
  publicEndpoints: ["https://api.trongrid.io/jsonrpc"],
  explorer: { transaction: "https://tronscan.org/#/transaction/{}", address: "https://tronscan.org/#/address/{}" },
  sources: [
    "ChainAgnostic/namespaces tron/caip2.md (chain id)",
    "tronprotocol/java-tron Parameter.java, DposService.java (block time, finality)",
    "tronprotocol/documentation-en docs/api/json-rpc (dialect and limits)",
  ],
});
