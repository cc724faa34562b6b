import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { newWalletLargeFunding } from "./new-wallet-large-funding.ts";

const DAY_S = 86_400;
const NEWCOMER = exampleParty(0);
const FUNDER = exampleParty(1);
const NEXT = exampleParty(2);
const SERVICE = exampleParty(5);

const gets = (amount: string, atS: number, from = FUNDER): ExamplePayment => ({ from, to: NEWCOMER, amount, atS });
const pays = (amount: string, atS = 0, to = NEXT): ExamplePayment => ({ from: NEWCOMER, to, amount, atS });

function assess(story: readonly ExamplePayment[]): Assessment {
  const encounter = exampleEncounter(story, { entries: [exampleService(SERVICE)] });
  return newWalletLargeFunding.assess(encounter, newWalletLargeFunding.params.parse({}));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["10,000 USD", [gets("10000", -1), pays("5000")], "fires"],
    ["a millionth less", [gets("9999.999999", -1), pays("5000")], "silent"],
    ["half of it less a millionth", [gets("10000", -1), pays("4999.999999")], "silent"],
    ["a second younger than seven days", [gets("10000", 1 - 7 * DAY_S), pays("5000")], "fires"],
    ["seven days", [gets("10000", -7 * DAY_S), pays("5000")], "silent"],
  ] as const)("%s", (_, story, outcome) => {
    expect(assess(story).outcome).toBe(outcome);
  });

  it.each([
    [3, "fires"],
    [4, "silent"],
  ])("%d equal payers", (payers, outcome) => {
    const funding = Array.from({ length: payers }, (_, n) => gets("5000", n - 9, exampleParty(10 + n)));
    expect(assess([...funding, pays("15000")]).outcome).toBe(outcome);
  });
});

it("leaves services out on both sides, and says so", () => {
  const story = [gets("30000", -3, SERVICE), gets("10000", -2), pays("5000", -1, SERVICE), pays("5000")];
  expect(assess(story)).toMatchObject({
    outcome: "fires",
    exclusions: ["1 inflow left out: from or to known services", "1 outflow left out: from or to known services"],
    supporting: [{ logIndex: 1 }],
  });
});

it("names at most sixty transfers and says what it no longer remembers", () => {
  const many = Array.from({ length: 80 }, (_, n) => pays("100", n - 80, exampleParty(100 + n)));
  const assessment = assess([gets("10000", -100), ...many]);
  if (assessment.outcome !== "fires") throw new Error("64 payments of 100 USD are remembered");
  expect(assessment.supporting).toHaveLength(59);
  expect(assessment.exclusions).toEqual([
    "more outflows than are remembered one by one: counted among the 64 that are",
  ]);
});

it("is never more than LOW", () => {
  expect(assess([gets("9000000", -1), pays("9000000")])).toMatchObject({ outcome: "fires", severity: "LOW" });
});
