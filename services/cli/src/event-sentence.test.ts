import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { expect, test } from "vitest";
import { eventSentence } from "./event-sentence.ts";

const sentenceOf = (wanted: string, over: object = {}) => {
  const payload = SAMPLE_EVENTS.find(({ payload: { type } }) => type === wanted)?.payload;
  return payload === undefined ? "" : eventSentence({ ...payload, ...over });
};

test("an alert is told as the pipeline tells it, and on a chain that is not known here by type and subject", () => {
  expect(sentenceOf("alert.created")).toMatch(/^SEVERE new alert: 0x0{39}1 received 250000000 /);
  const subject = "eip155:99:0x00000000000000000000000000000000000000aa";
  expect(sentenceOf("alert.created", { chain: "eip155:99", subject })).toBe(`alert.created ${subject}`);
});

test("a list's change is told entry by entry, with what no event names", () => {
  expect(sentenceOf("watchlist.entry_added", { part: 2, parts: 3, moreEntries: 7 }).split("\n")).toEqual([
    "added to list sample-orders, version 2, part 2 of 3:",
    "  SEVERE 0x0000000000000000000000000000000000000003 as terrorist financing by Sample authority under Sample order 1",
    "  and 7 more, of which no event tells",
  ]);
  expect(sentenceOf("watchlist.entry_removed")).toContain("removed from list sample-orders, version 2:");
});

test("what is about a subscription names it", () => {
  expect(sentenceOf("endpoint.test")).toBe("a test of subscription 5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a");
  expect(sentenceOf("subscription.disabled")).toContain("failing, no attempt succeeded since 2026-01-05T08:00:00.000Z");
});
