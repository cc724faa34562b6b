import { defineFreezeFamily } from "../freeze-family.ts";

/** tGBP. Accounts are indexed. */
export const tokenisedGbp = defineFreezeFamily({
  name: "tokenised_gbp",
  title: "Tokenised GBP",
  events: [
    {
      signature: "Banned(address)",
      topic0: "0x30d1df1214d91553408ca5384ce29e10e5866af8423c628be22860e41fb81005",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "UnBanned(address)",
      topic0: "0xb39966eac8a0ae96284afcbb1a1e8eb366677548a09cf1bf773b39b26bedd234",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
  ],
  sources: [
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
    "TokenBrice/pharos-watch audit of implementation ABIs, April 2026",
  ],
});
