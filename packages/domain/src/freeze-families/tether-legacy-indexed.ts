import { defineFreezeFamily } from "../freeze-family.ts";

/**
 * Tether's first design as it stands on TRON: the names and hashes of the legacy family, but accounts are indexed. Issue
 * and Redeem name nobody; here a Transfer from or to the zero address stands beside them, as none does on Ethereum.
 */
export const tetherLegacyIndexed = defineFreezeFamily({
  name: "tether_legacy_indexed",
  title: "Tether, legacy with indexed accounts (TRON)",
  events: [
    {
      signature: "AddedBlackList(address)",
      topic0: "0x42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "RemovedBlackList(address)",
      topic0: "0xd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
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
    {
      signature: "Issue(uint256)",
      topic0: "0xcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a",
      kind: "issue",
      topicCount: 1,
      wordCount: 1,
      amount: { word: 0 },
      withTransfer: true,
    },
    {
      signature: "Redeem(uint256)",
      topic0: "0x702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44",
      kind: "redeem",
      topicCount: 1,
      wordCount: 1,
      amount: { word: 0 },
      withTransfer: true,
    },
  ],
  sources: [
    "two independent readers of the contract TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t: its ABI with indexed accounts, and a verifier of its raw topics",
    "copies of this design in public repositories: its issue and redeem emit a Transfer too, destroyBlackFunds emits none",
  ],
});
