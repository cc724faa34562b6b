import { defineFreezeFamily } from "../freeze-family.ts";

/** Paxos since its second version. Wiping burns the balance, which emits a Transfer; its own event names no amount. */
export const paxosV2 = defineFreezeFamily({
  name: "paxos_v2",
  title: "Paxos V2",
  events: [
    {
      signature: "FreezeAddress(address)",
      topic0: "0x1aa660498c83ea285bc55e4cfc00afcaa7120798db87b74f3c0d7c6e001bc392",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "UnfreezeAddress(address)",
      topic0: "0x150465b020dfc06a59269da94ed66db9b65a516cf4fdd5f583b0f12752339bbe",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "FrozenAddressWiped(address)",
      topic0: "0xfc5960f1c5a5d2b60f031bf534af053b1bf7d9881989afaeb8b1d164db23aede",
      kind: "destroy",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: true,
    },
  ],
  sources: ["paxosglobal/paxos-token-contracts contracts/PaxosTokenV2.sol"],
});
