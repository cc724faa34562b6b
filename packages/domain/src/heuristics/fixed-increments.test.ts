import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { fixedIncrements } from "./fixed-increments.ts";

const DAY_S = 86_400;
const [PAYER, PAYEE, OTHER] = [exampleParty(1), exampleParty(2), exampleParty(3)];

/** These amounts on successive days, the last at the present. */
function daily(amounts: readonly string[], change: Partial<ExamplePayment> = {}): ExamplePayment[] {
  return amounts.map((amount, n) => {
    return { from: PAYER, to: PAYEE, amount, atS: (n + 1 - amounts.length) * DAY_S, ...change };
  });
}

const six = (amount: string, last = amount) => daily([...Array.from({ length: 5 }, () => amount), last]);

function assess(payments: readonly ExamplePayment[], params: object = {}): Assessment {
  return fixedIncrements.assess(exampleEncounter(payments), fixedIncrements.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  const first = (atS: number): ExamplePayment => ({ from: PAYER, to: PAYEE, amount: "8000", atS });
  it.each([
    ["six", six("8000"), "fires"],
    ["five", six("8000").slice(1), "silent"],
    ["5,000 USD each", six("5000"), "fires"],
    ["a millionth less", six("4999.999999"), "silent"],
    ["5 % more than the latest", six("10500", "10000"), "fires"],
    ["a millionth beyond 5 %", six("10500.000001", "10000"), "silent"],
    ["5 % less", six("9500", "10000"), "fires"],
    ["a millionth beyond 5 % less", six("9499.999999", "10000"), "silent"],
    ["the first exactly 90 days before", [first(-90 * DAY_S), ...six("8000").slice(1)], "fires"],
    ["a second earlier", [first(-90 * DAY_S - 1), ...six("8000").slice(1)], "silent"],
    ["two of them on one day, on five days in all", [first(-4 * DAY_S), ...six("8000").slice(1)], "fires"],
    ["three on one day, on four in all", [first(-3 * DAY_S), first(-3 * DAY_S), ...six("8000").slice(2)], "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess(daily(["800", "800"]), { paymentsMin: 2, daysMin: 2, amountUsdMin: 800 }).outcome).toBe("fires");
  });
});

it("is about the payee when the payee pays, with the payments that came in", () => {
  const story = [...six("8000"), { from: PAYEE, to: OTHER, amount: "5", atS: 60 }];
  const assessment = assess(story);
  if (assessment.outcome !== "fires") throw new Error("six payments fire");
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(assessment.text).toContain(`received 6 payments within 5 % of 8,000 USD from`);
  expect(assess([...story, { from: PAYEE, to: OTHER, amount: "5", atS: 120 }]).outcome).toBe("silent");
});

it("finds the series of one payer behind the dust of another", () => {
  const dust = { from: exampleParty(9), to: PAYEE, amount: "0.01", atS: 30 };
  expect(assess([...six("8000"), dust, { from: PAYEE, to: OTHER, amount: "5", atS: 60 }]).outcome).toBe("fires");
});

it("does not speak of a payment to an exchange, but of what came in before it", () => {
  const entries = [exampleService(OTHER)];
  const encounter = exampleEncounter([...six("8000"), { from: PAYEE, to: OTHER, amount: "48000", atS: 60 }], {
    entries,
  });
  expect(fixedIncrements.assess(encounter, fixedIncrements.params.parse({})).outcome).toBe("fires");
  const paid = exampleEncounter([...daily(["1"]), { from: PAYER, to: OTHER, amount: "8000", atS: 60 }], { entries });
  expect(fixedIncrements.assess(paid, fixedIncrements.params.parse({}))).toMatchObject({
    outcome: "silent",
    text: expect.stringContaining("known service"),
  });
});
