import type { EventPayload } from "./event-payload.ts";

const hash = (digit: string) => `0x${digit.repeat(64)}`;

export const SAMPLE_EVENTS: ReadonlyArray<{ id: string; payload: EventPayload }> = [
  {
    id: hash("1"),
    payload: {
      type: "alert.created",
      alert: hash("a"),
      chain: "eip155:1",
      heuristic: "watchlist-hit",
      version: 1,
      subject: "eip155:1:0x0000000000000000000000000000000000000001",
      severity: "SEVERE",
      exposure: "DIRECT",
      score: 300,
      state: "provisional",
      revision: hash("b"),
      stateSeq: 0,
      transfers: [],
      moreTransfers: 0,
    },
  },
];
