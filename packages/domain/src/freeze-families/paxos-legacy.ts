import { defineFreezeFamily } from "../freeze-family.ts";

/** Paxos before its second version; PAXG still. Wiping is the same event in both. */
export const paxosLegacy = defineFreezeFamily({
  name: "paxos_legacy",
  title: "Paxos, legacy",
  events: [
    {
      signature: "AddressFrozen(address)",
      topic0: "0x90811a8edd3b3c17eeaefffc17f639cc69145d41a359c9843994dc2538203690",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "AddressUnfrozen(address)",
      topic0: "0xc3776b472ebf54114339eec9e4dc924e7ce307a97f5c1ee72b6d474e6e5e8b7c",
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
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
