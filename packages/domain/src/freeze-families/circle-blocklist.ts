import { defineFreezeFamily } from "../freeze-family.ts";

/** JPYC: Circle's design with another spelling, so with other hashes. */
export const circleBlocklist = defineFreezeFamily({
  name: "circle_blocklist",
  title: "Circle fork with a blocklist",
  events: [
    {
      signature: "Blocklisted(address)",
      topic0: "0x917c251bb231c4b997a420bebe47edad5c20e70715da16c38e9b2e172e44ab92",
      kind: "freeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
    {
      signature: "UnBlocklisted(address)",
      topic0: "0xbc3fe0fc667d12a7a22748747f024a7d971127ffc48f6622675d3e97a2591a51",
      kind: "unfreeze",
      topicCount: 2,
      wordCount: 0,
      account: { topic: 1 },
      withTransfer: false,
    },
  ],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts", "JPYC Blocklistable source as published"],
});
