import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { dormantThenActive } from "./dormant-then-active.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SLEEPER = exampleParty(0);
const PAYER = exampleParty(1);
const NEXT = exampleParty(2);
const LONG_AGO = -200 * DAY_S;

const gets = (amount: string, atS: number, from = PAYER): ExamplePayment => ({ from, to: SLEEPER, amount, atS });
const pays = (amount: string, atS = 0, to = NEXT): ExamplePayment => ({ from: SLEEPER, to, amount, atS });

function assess(story: readonly ExamplePayment[], params = {}): Assessment {
  const entries = [exampleService(exampleParty(5))];
  return dormantThenActive.assess(exampleEncounter(story, { entries }), dormantThenActive.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["180 days", [gets("300", -180 * DAY_S), pays("5000")], "fires"],
    ["a second less", [gets("300", -180 * DAY_S + 1), pays("5000")], "silent"],
    ["180 days since its own payment", [pays("1", -180 * DAY_S), pays("5000")], "fires"],
    ["a second less, its own", [pays("1", -180 * DAY_S + 1), pays("5000")], "silent"],
    ["a millionth less than 5,000 USD", [gets("300", LONG_AGO), pays("4999.999999")], "silent"],
    ["sent over exactly three days", [gets("1", -300), pays("2500", -72 * HOUR_S), pays("2500")], "silent"],
    ["9.99 USD in between is dust", [gets("300", LONG_AGO), gets("9.99", -30 * DAY_S), pays("5000")], "fires"],
    ["10 USD in between is not", [gets("300", LONG_AGO), gets("10", -30 * DAY_S), pays("5000")], "silent"],
  ] as const)("%s", (_, story, outcome) => {
    expect(assess(story.toSorted((a, b) => a.atS - b.atS)).outcome).toBe(outcome);
  });

  it.each([
    [72 * HOUR_S, "fires"],
    [72 * HOUR_S + 1, "silent"],
  ])("awake for %d s", (awakeS, outcome) => {
    expect(assess([gets("300", LONG_AGO), pays("2500", -awakeS), pays("2500")]).outcome).toBe(outcome);
  });
});

it("takes the larger of what was sent and what was received, not their sum", () => {
  expect(assess([gets("300", LONG_AGO), gets("4000", -HOUR_S), pays("4000")]).outcome).toBe("silent");
});

it("takes one of amount and number for both, and says what the other would have done", () => {
  const story = [gets("300", LONG_AGO), ...[-4, -3, -2, -1, 0].map((hour) => pays("2000", hour * HOUR_S))];
  const assessment = assess(story);
  if (assessment.outcome !== "fires") throw new Error("10,000 USD in five payments");
  expect(assessment.figures.map(({ unit }) => unit)).toEqual(["days", "USD"]);
  expect(assessment.exclusions).toEqual(["5 transfers within 72 h would be enough without the amount"]);
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([1, 2, 3, 4]);
});

it("keeps known services out of the count, though a payment to one ends a silence", () => {
  const service = exampleParty(5);
  expect(assess([pays("1", -30 * DAY_S, service), pays("5000")]).outcome).toBe("silent");
  expect(assess([gets("1", LONG_AGO), pays("4000", -HOUR_S, service), pays("1000")])).toMatchObject({
    outcome: "silent",
    exclusions: ["1 transfer left out: from or to known services"],
  });
});

describe("where payments are forgotten", () => {
  const dust = (day: number) =>
    Array.from({ length: 70 }, (_, n) => gets("0.01", day * DAY_S + n, exampleParty(50 + n)));

  it("the sums by day still tell of a payment in the last 92 days", () => {
    const story = [gets("300", LONG_AGO), gets("700", -40 * DAY_S), ...dust(-20), pays("5000")];
    expect(exampleEncounter(story).profile.recentIn.some(({ micros }) => micros > 10_000_000n)).toBe(false);
    expect(assess(story)).toMatchObject({ outcome: "silent", text: expect.stringContaining("40 days of quiet") });
  });

  it("dust does not make it forget, however much of it comes", () => {
    const much = [-150, -90, -60, -40, -20, -1].flatMap(dust);
    expect(assess([gets("300", LONG_AGO), ...much, pays("5000")])).toMatchObject({
      outcome: "fires",
      text: expect.stringContaining("quiet for 200 days"),
    });
    const sums = Array.from({ length: 30 }, (_, n) => gets("9", (n - 60) * DAY_S, exampleParty(50 + n)));
    expect(
      assess([gets("300", LONG_AGO), ...sums, ...sums, pays("5000")].toSorted((a, b) => a.atS - b.atS)).outcome,
    ).toBe("fires");
  });

  it("says nothing of who is known by dust alone", () => {
    expect(assess([...dust(-100), ...dust(-20), pays("5000")])).toMatchObject({
      outcome: "silent",
      text: expect.stringContaining("nothing that it did earlier is remembered"),
    });
  });
});

it("fires on what is known to be enough, whatever has no rate", () => {
  const day = 3 * DAY_S + HOUR_S;
  const lira = { ...pays("1000", day), token: "TRYB" };
  expect(assess([gets("300", LONG_AGO), lira, pays("5000", day + 1)]).outcome).toBe("fires");
  expect(assess([gets("300", LONG_AGO), lira, pays("4000", day + 1)]).outcome).toBe("withheld");
  expect(assess([gets("300", -100 * DAY_S), lira, pays("4000", day + 1)]).outcome).toBe("silent");
});
