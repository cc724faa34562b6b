import { expect, test } from "vitest";
import { watchlistHit } from "./watchlist-hit.ts";

const [payment] = watchlistHit.examples;
if (payment === undefined) throw new Error("no examples");

test("says in one line who received what from whom, and which listing makes it matter", () => {
  const [judgement] = watchlistHit.judge(payment.observation, {});
  expect(judgement?.reasons[0]?.text).toBe(
    "0x00000000000000000000000000000000000A11cE received 1,250 USDT from 0x0000000000000000000000000000000000000B0b; " +
      "0x00000000000000000000000000000000000A11cE is listed by Example authority as terrorist financing (list example, version 1)",
  );
});

test("two lists on one side are one judgement: the more severe wins, both are reasons", () => {
  const { observation } = payment;
  const [entry] = observation.recipient.entries;
  if (entry === undefined) throw new Error("the example names a listed recipient");
  const entries = [{ ...entry, severity: "LOW" as const, list: "other", confidence: 10 }, entry];
  const judgements = watchlistHit.judge({ ...observation, recipient: { ...observation.recipient, entries } }, {});
  expect(judgements).toHaveLength(1);
  expect(judgements[0]).toMatchObject({ severity: "SEVERE", score: 400 });
  expect(judgements[0]?.reasons.map((r) => r.entry?.list)).toEqual(["other", "example"]);
});

test("both sides listed are two judgements", () => {
  const { observation } = payment;
  const sender = { ...observation.sender, entries: observation.recipient.entries };
  expect(watchlistHit.judge({ ...observation, sender }, {}).map((j) => j.subject)).toEqual([
    observation.sender.address,
    observation.recipient.address,
  ]);
});
