import { defineFreezeFamily } from "../freeze-family.ts";

/** RLUSD. Accounts stand in the data. Its clawback emits a Transfer and no event of its own. */
export const ripplePause = defineFreezeFamily({
  name: "ripple_pause",
  title: "Ripple account pause",
  events: [
    {
      signature: "AccountPaused(address)",
      topic0: "0xae7f60c1b8f645c3beffeb531169cbc446874bbf247698325318879ac850c346",
      kind: "freeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
    {
      signature: "AccountUnpaused(address)",
      topic0: "0x0c18efbde61ac471ead6960a3f1097735c68ecdb685ae8e2a108c28385399a65",
      kind: "unfreeze",
      topicCount: 1,
      wordCount: 1,
      account: { word: 0 },
      withTransfer: false,
    },
  ],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
