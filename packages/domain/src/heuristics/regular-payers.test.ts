import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { regularPayers } from "./regular-payers.ts";

const DAY_S = 86_400;
const PAYEE = exampleParty(0);
const OTHER = exampleParty(90);

/** Each pays once a week, the last time a day before the present. */
function weekly(payers: number, times = 4, amount = "60"): ExamplePayment[] {
  return Array.from({ length: times * payers }, (_, n): ExamplePayment => {
    const round = Math.floor(n / payers);
    const atS = (round + 1 - times) * 7 * DAY_S - DAY_S + (n % payers);
    return { from: exampleParty(1 + (n % payers)), to: PAYEE, amount, atS };
  });
}

function once(count: number): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => {
    return { from: exampleParty(50 + n), to: PAYEE, amount: "9", atS: -50 * DAY_S + n };
  });
}

const onward: ExamplePayment = { from: PAYEE, to: OTHER, amount: "40", atS: 0 };

function assess(payments: readonly ExamplePayment[], params: object = {}): Assessment {
  return regularPayers.assess(exampleEncounter(payments), regularPayers.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["eight payers, five of them regular", [...once(3), ...weekly(5), onward], "fires"],
    ["seven payers", [...once(2), ...weekly(5), onward], "silent"],
    ["four regular ones", [...once(4), ...weekly(4), onward], "silent"],
    ["three payments each", [...weekly(8, 3), onward], "silent"],
    ["100 USD together", [...weekly(8, 4, "3.125"), onward], "fires"],
    ["a little less", [...weekly(8, 4, "3.124999"), onward], "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess([...weekly(3), onward], { payersMin: 3, regularPayersMin: 3 }).outcome).toBe("fires");
    expect(assess([...weekly(8), onward], { shortPeriodDays: 10 }).outcome).toBe("silent");
  });
});

it("is LOW by itself, MEDIUM within one hop of a listing, and hands the listing on", () => {
  const story = [...weekly(8), onward];
  expect(assess(story)).toMatchObject({ severity: "LOW", listings: [] });
  const listing = exampleService(OTHER, { category: "sanctions" });
  const near = regularPayers.assess(exampleEncounter(story, { entries: [listing] }), regularPayers.params.parse({}));
  expect(near).toMatchObject({ severity: "MEDIUM", listings: [listing] });
});

it("leaves out what services paid", () => {
  const entries = [exampleService(exampleParty(8))];
  const seven = exampleEncounter([...weekly(8), onward], { entries });
  expect(regularPayers.assess(seven, regularPayers.params.parse({}))).toMatchObject({
    outcome: "silent",
    exclusions: ["4 inflows left out: from known services"],
  });
});

it("says that it may not have seen all, where the memory is full of the window", () => {
  expect(assess([...weekly(13, 6), onward])).toMatchObject({
    exclusions: expect.arrayContaining([expect.stringContaining("more inflows than are remembered")]),
  });
});
