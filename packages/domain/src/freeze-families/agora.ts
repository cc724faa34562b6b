import { defineFreezeFamily } from "../freeze-family.ts";

/** AUSD. Accounts are indexed. */
export const agora = defineFreezeFamily({
  name: "agora",
  title: "Agora AUSD",
  events: [
    {
      signature: "AccountFrozen(address)",
      topic0: "0x4f2a367e694e71282f29ab5eaa04c4c0be45ac5bf2ca74fb67068b98bdc2887d",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "AccountUnfrozen(address)",
      topic0: "0xf915cd9fe234de6e8d3afe7bf2388d35b2b6d48e8c629a24602019bde79c213a",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
  ],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
