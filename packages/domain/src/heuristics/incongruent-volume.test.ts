import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty } from "../example-encounter.ts";
import { incongruentVolume } from "./incongruent-volume.ts";

const [SHOP, CUSTOMER, STRANGER] = [0, 1, 2].map(exampleParty) as [`0x${string}`, `0x${string}`, `0x${string}`];
const DAY_S = 86_400;

const gets = (amount: string, days: number): ExamplePayment => {
  return { from: STRANGER, to: SHOP, amount, atS: days * DAY_S };
};
const PAYS: ExamplePayment = { from: SHOP, to: CUSTOMER, amount: "1", atS: 0 };

/** So many of 50 USDT, one a day, the last ten days ago. */
function usual(count: number): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => gets("50", n - count - 9));
}

/** Twice as many as usual in a week. */
const busy = Array.from({ length: 13 }, () => gets("50", -1));

function assess(story: readonly ExamplePayment[], params = {}) {
  return incongruentVolume.assess(exampleEncounter([...story, PAYS]), incongruentVolume.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["8 payments before", [...usual(8), gets("20000", -1)], {}, "fires"],
    ["7 payments before", [...usual(7), gets("20000", -1)], {}, "silent"],
    ["what 99 in 100 receive", [...usual(8), gets("8000", -1)], {}, "fires"],
    ["a millionth less", [...usual(8), gets("7999.999999", -1)], {}, "silent"],
    // The median is 50 and nobody was ever paid anything else: the spread is a tenth of it.
    ["6 spreads", [...usual(8), ...busy, gets("80", -1)], { peerBands: "100=1", multipleMin: 2 }, "fires"],
    [
      "a millionth less than 6",
      [...usual(8), ...busy, gets("79.999999", -1)],
      { peerBands: "100=1", multipleMin: 2 },
      "silent",
    ],
    ["received six days ago", [...usual(8), gets("20000", -6)], {}, "fires"],
    ["received seven days ago", [...usual(8), gets("20000", -7)], {}, "silent"],
    ["no band as large", [...usual(8), gets("20000", -1)], { peerBands: "49=1" }, "silent"],
  ] as const)("%s", (_, story, params, outcome) => {
    expect(assess(story, params).outcome).toBe(outcome);
  });
});

it("holds a young address against the days that it was there", () => {
  // 400 USD in ten days before the week: 280 are usual in seven, ten times as much is 2,800.
  const story = [...Array.from({ length: 8 }, (_, n) => gets("50", n - 16)), gets("2799", -1)];
  const assessment = assess(story, { peerBands: "100=1" });
  expect(assessment).toMatchObject({ outcome: "silent", text: expect.stringContaining("not at least 2,800)") });
});

it("refuses bands that are none", () => {
  for (const peerBands of ["", "100", "100=", "0=5", "100=5  200=6", "a=b"]) {
    expect(incongruentVolume.params.safeParse({ peerBands }).success).toBe(false);
  }
});
