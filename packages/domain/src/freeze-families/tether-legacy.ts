import { defineFreezeFamily } from "../freeze-family.ts";

/**
 * Tether's first contract design. No argument is indexed: accounts stand in the data. Issue, Redeem and
 * DestroyedBlackFunds change balances and emit no Transfer; Issue and Redeem name nobody (it is the owner's money).
 */
export const tetherLegacy = defineFreezeFamily({
  name: "tether_legacy",
  title: "Tether, legacy",
  events: [
    {
      signature: "AddedBlackList(address)",
      topic0: "0x42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc",
      kind: "freeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
    {
      signature: "RemovedBlackList(address)",
      topic0: "0xd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c",
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
    {
      signature: "Issue(uint256)",
      topic0: "0xcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a",
      kind: "issue",
      topicCount: 1,
      wordCount: 1,
      amount: { word: 0 },
      withTransfer: false,
    },
    {
      signature: "Redeem(uint256)",
      topic0: "0x702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44",
      kind: "redeem",
      topicCount: 1,
      wordCount: 1,
      amount: { word: 0 },
      withTransfer: false,
    },
  ],
  sources: ["tethercoin/USDT TetherToken.sol"],
});
