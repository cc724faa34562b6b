import { defineFreezeFamily } from "../freeze-family.ts";

/** Tether's second contract design, of USDT0 too. Accounts are indexed; destroying burns, which emits a Transfer as well. */
export const tetherIndexed = defineFreezeFamily({
  name: "tether_indexed",
  title: "Tether, indexed (USDT0)",
  events: [
    {
      signature: "BlockPlaced(address)",
      topic0: "0x406bbf2d8d145125adf1198d2cf8a67c66cc4bb0ab01c37dccd4f7c0aae1e7c7",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "BlockReleased(address)",
      topic0: "0x665918c9e02eb2fd85acca3969cb054fc84c138e60ec4af22ab6ef2fd4c93c27",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      // (account indexed, amount)
      signature: "DestroyedBlockedFunds(address,uint256)",
      topic0: "0x6a2859ae7902313752498feb80a014e6e7275fe964c79aa965db815db1c7f1e9",
      kind: "destroy",
      topicCount: 2,
      wordCount: 1,
      account: { topic: 1 },
      amount: { word: 0 },
      withTransfer: true,
    },
  ],
  sources: [
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
    "tether TetherToken v2 as published in public repositories: destroyBlockedFunds burns, then emits",
  ],
});
