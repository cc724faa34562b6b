import { defineFreezeFamily } from "../freeze-family.ts";

/** One event for both directions. The destroying event has the legacy Tether's hash, but its account is indexed. */
export const trueusd = defineFreezeFamily({
  name: "trueusd",
  title: "TrueUSD",
  events: [
    {
      // (account indexed, isBlacklisted)
      signature: "Blacklisted(address,bool)",
      topic0: "0xcf3473b85df1594d47b6958f29a32bea0abff9dd68296f7bf33443646793cfd8",
      kind: "freeze",
      topicCount: 2,
      wordCount: 1,
      account: { topic: 1 },
      direction: { place: { word: 0 }, otherwise: "unfreeze" },
      withTransfer: false,
    },
    {
      // (account indexed, amount)
      signature: "DestroyedBlackFunds(address,uint256)",
      topic0: "0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6",
      kind: "destroy",
      topicCount: 2,
      wordCount: 1,
      account: { topic: 1 },
      amount: { word: 0 },
      withTransfer: false,
    },
  ],
  sources: [
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
    "TrueCurrency source as published: event Blacklisted(address indexed account, bool isBlacklisted)",
  ],
});
