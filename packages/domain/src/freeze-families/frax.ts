import { defineFreezeFamily } from "../freeze-family.ts";

/** frxUSD: Agora's hash for freezing, but accounts stand in the data. */
export const frax = defineFreezeFamily({
  name: "frax",
  title: "Frax frxUSD",
  events: [
    {
      signature: "AccountFrozen(address)",
      topic0: "0x4f2a367e694e71282f29ab5eaa04c4c0be45ac5bf2ca74fb67068b98bdc2887d",
      kind: "freeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
    {
      signature: "AccountThawed(address)",
      topic0: "0x74bb8c2778db9c683c274e7bfdcb56dba4f1c737411c8182363097eec281eea4",
      kind: "unfreeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
  ],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts", "Frax frxUSD source as published"],
});
