import { describe, expect, it } from "vitest";
import { mixerContact } from "./mixer-contact.ts";

const params = mixerContact.params.parse({});

function example(title: string) {
  const found = mixerContact.examples.find((candidate) => candidate.title.includes(title));
  if (found === undefined) throw new Error(`no example about ${title}`);
  return found.observation;
}

function judge(title: string) {
  const [judgement] = mixerContact.judge(example(title), params);
  return judgement;
}

function explain(title: string): string[] {
  return mixerContact.explainSilence(example(title), params).map(({ text }) => text);
}

it("ranks who sent above who received, and says that a receipt can be somebody else's doing", () => {
  const sent = judge("sent to a mixer");
  const received = judge("received from a mixer");
  expect(sent).toMatchObject({ severity: "MEDIUM", exposure: "DIRECT", score: 200 });
  expect(received).toMatchObject({ severity: "LOW", score: 100 });
  expect(sent?.reasons[0]?.exclusions).toBeUndefined();
  expect(received?.reasons[0]?.exclusions).toEqual([expect.stringContaining("anybody can be sent money")]);
  expect(sent?.reasons[0]).toMatchObject({ code: "mixer_counterparty", entry: { category: "mixer" } });
});

describe("the time of a listing", () => {
  it("is said of a designation that was lifted, and the label alone is the ground", () => {
    const reasons = judge("designation was lifted")?.reasons ?? [];
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.text).toContain(
      "is labelled a mixer by Example tags (list example-services, version 1); its listing by Example office as sanctions " +
        "ended on 2026-01-04T12:00:00.000Z, before this block: delisted",
    );
  });

  it("is said of a label that has ended or not begun", () => {
    expect(explain("label ended")[0]).toContain("labelled until 2026-01-05T12:00:00.000Z, before it");
    expect(explain("label begins")[0]).toContain("labelled only from 2026-01-05T12:00:01.000Z, after it");
  });
});

it("explains the silence of each side by its own reason", () => {
  expect(explain("9.99 USDT")).toEqual([
    "the other side is on no list as a mixer",
    "a receipt below 10 USD: dust, which anybody can be sent",
  ]);
  expect(explain("an exchange takes")[1]).toContain("a known service");
  expect(explain("zero-value")[0]).toContain("moved nothing");
  expect(explain("pays itself")).toEqual(["a transfer to its own address has no other side"]);
});

it("takes dust from the parameter, exactly", () => {
  const observation = example("9.99 USDT");
  expect(mixerContact.judge(observation, { dustUsdBelow: 9 })).toHaveLength(1);
  expect(mixerContact.judge(observation, { dustUsdBelow: 10 })).toEqual([]);
});

it("takes two lists' labels for one judgement, as sure as the surer", () => {
  const observation = example("sent to a mixer");
  const [entry] = observation.recipient.entries;
  if (entry === undefined) throw new Error("the example has a label");
  const entries = [
    { ...entry, confidence: 40 },
    { ...entry, list: "other", confidence: 70 },
  ];
  const [judgement, ...rest] = mixerContact.judge(
    { ...observation, recipient: { ...observation.recipient, entries } },
    params,
  );
  expect(rest).toEqual([]);
  expect(judgement?.reasons).toHaveLength(2);
  expect(judgement?.score).toBe(185);
});
