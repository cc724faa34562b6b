import { defineFreezeFamily } from "../freeze-family.ts";

/** (caller indexed, account indexed): the second one is frozen. FDUSD, EURI and others by the same maker. */
export const dualIndexFreeze = defineFreezeFamily({
  name: "dual_index_freeze",
  title: "Freeze with caller and account",
  events: [
    {
      signature: "Freeze(address,address)",
      topic0: "0x51d18786e9cb144f87d46e7b796309ea84c7c687d91e09c97f051eacf59bc528",
      kind: "freeze",
      topicCount: 3,
      wordCount: 0,
      account: { topic: 2 },
      withTransfer: false,
    },
    {
      signature: "Unfreeze(address,address)",
      topic0: "0x4f3ab9ff0cc4f039268532098e01239544b0420171876e36889d01c62c784c79",
      kind: "unfreeze",
      topicCount: 3,
      wordCount: 0,
      account: { topic: 2 },
      withTransfer: false,
    },
  ],
  sources: [
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
    "TokenBrice/pharos-watch audit of implementation ABIs, April 2026",
  ],
});
