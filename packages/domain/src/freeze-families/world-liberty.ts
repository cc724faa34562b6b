import { defineFreezeFamily } from "../freeze-family.ts";
import { dualIndexFreeze } from "./dual-index-freeze.ts";

/**
 * The dual-index family, and what its owner may do with frozen money: take it, or give it to another account. Both move
 * it by a Transfer; to the account named here it is gone, so both count as destroyed.
 */
export const worldLiberty = defineFreezeFamily({
  name: "world_liberty",
  title: "World Liberty Financial",
  events: [
    ...dualIndexFreeze.events,
    {
      // (caller indexed, account indexed, amount)
      signature: "FrozenAccountDrained(address,address,uint256)",
      topic0: "0x76fa81ac53e82d7102caacc3866ae3ca5684caa4c24d995ff4d76ce8a10fbfef",
      kind: "destroy",
      topicCount: 3,
      wordCount: 1,
      account: { topic: 2 },
      amount: { word: 0 },
      withTransfer: true,
    },
    {
      // (caller indexed, from indexed, to indexed, amount)
      signature: "FrozenFundsReallocated(address,address,address,uint256)",
      topic0: "0x10aa54b8d21641b161adf6251c11512c46fcf822feaf6f66057c006dc29def4a",
      kind: "destroy",
      topicCount: 4,
      wordCount: 1,
      account: { topic: 2 },
      amount: { word: 0 },
      withTransfer: true,
    },
  ],
  sources: [
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
    "StablecoinV2 source of World Liberty Financial as published",
  ],
});
