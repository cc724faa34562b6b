import { defineFreezeFamily } from "../freeze-family.ts";

/** Circle's FiatToken. Accounts are indexed; Mint and Burn emit a Transfer from or to the zero address as well. */
export const circle = defineFreezeFamily({
  name: "circle",
  title: "Circle FiatToken",
  events: [
    {
      signature: "Blacklisted(address)",
      topic0: "0xffa4e6181777692565cf28528fc88fd1516ea86b56da075235fa575af6a4b855",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "UnBlacklisted(address)",
      topic0: "0x117e3210bb9aa7d9baff172026820255c6f6c30ba8999d1c2fd88e2848137c4e",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      // (minter indexed, recipient indexed, amount)
      signature: "Mint(address,address,uint256)",
      topic0: "0xab8530f87dc9b59234c4623bf917212bb2536d647574c8e7e5da92c2ede0c9f8",
      kind: "issue",
      topicCount: 3,
      wordCount: 1,
      account: { topic: 2 },
      amount: { word: 0 },
      withTransfer: true,
    },
    {
      // (burner indexed, amount)
      signature: "Burn(address,uint256)",
      topic0: "0xcc16f5dbb4873280815c1ee09dbd06736cffcc184412cf7a71a0fdb75d397ca5",
      kind: "redeem",
      topicCount: 2,
      wordCount: 1,
      account: { topic: 1 },
      amount: { word: 0 },
      withTransfer: true,
    },
  ],
  sources: [
    "circlefin/stablecoin-evm contracts/v1/Blacklistable.sol",
    "circlefin/stablecoin-evm contracts/v1/FiatTokenV1.sol",
  ],
});
