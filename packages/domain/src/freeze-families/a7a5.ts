import { defineFreezeFamily } from "../freeze-family.ts";

/** Circle's and the legacy Tether's hashes, but every argument stands in the data. */
export const a7a5 = defineFreezeFamily({
  name: "a7a5",
  title: "A7A5",
  events: [
    {
      signature: "Blacklisted(address)",
      topic0: "0xffa4e6181777692565cf28528fc88fd1516ea86b56da075235fa575af6a4b855",
      kind: "freeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
    {
      signature: "DeBlacklisted(address)",
      topic0: "0x8e6c9e5ceff66044a0b27759779a9be2e7c99655252b235ff3f754efb6b8a616",
      kind: "unfreeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
    {
      signature: "DestroyedBlackFunds(address,uint256)",
      topic0: "0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6",
      kind: "destroy",
      topicCount: 1,
      wordCount: 2,
      account: { word: 0 },
      amount: { word: 1 },
      withTransfer: false,
    },
  ],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
