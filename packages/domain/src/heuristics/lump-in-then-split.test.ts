import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { lumpInThenSplit } from "./lump-in-then-split.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SUBJECT = exampleParty(0);

function gets(amount: string, atS = -HOUR_S): ExamplePayment {
  return { from: exampleParty(1), to: SUBJECT, amount, atS };
}

/** To one after the other, the last at the present. */
function pays(...amounts: string[]): ExamplePayment[] {
  return amounts.map((amount, n) => ({
    from: SUBJECT,
    to: exampleParty(10 + n),
    amount,
    atS: n + 1 - amounts.length,
  }));
}

function assess(payments: readonly ExamplePayment[], params: object = {}): Assessment {
  return lumpInThenSplit.assess(exampleEncounter(payments), lumpInThenSplit.params.parse(params));
}

const before = (...amounts: string[]) => amounts.map((amount, n) => gets(amount, (n - amounts.length - 1) * DAY_S));

describe("just at a threshold and just beyond", () => {
  it.each([
    ["5,000 USD", [gets("5000"), ...pays("2000", "2000")], "fires"],
    ["a millionth less", [gets("4999.999999"), ...pays("2400", "2400")], "silent"],
    ["20 times the median", [...before("1", "300", "900"), gets("6000"), ...pays("3000", "3000")], "fires"],
    ["a millionth less", [...before("1", "300", "900"), gets("5999.999999"), ...pays("3000", "2999")], "silent"],
    ["80 % of it in parts", [gets("6000"), ...pays("2400", "2400")], "fires"],
    ["a millionth less", [gets("6000"), ...pays("2400", "2399.999999")], "silent"],
    ["a part of 10 %", [gets("6000"), ...pays("4200", "600")], "fires"],
    ["a millionth less", [gets("6000"), ...pays("4200", "599.999999")], "silent"],
    ["24 h before", [gets("6000", -DAY_S), ...pays("3000", "3000")], "fires"],
    ["a second earlier", [gets("6000", -DAY_S - 1), ...pays("3000", "3000")], "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess([gets("600"), ...pays("300", "300")], { receivedUsdMin: 600 }).outcome).toBe("fires");
    expect(assess([gets("6000"), ...pays("3000", "3000")], { recipientsMin: 3 }).outcome).toBe("silent");
  });
});

it("counts what followed the large payment, not what went before", () => {
  const [first, second] = pays("3000", "3000") as [ExamplePayment, ExamplePayment];
  expect(assess([{ ...first, atS: -2 * HOUR_S }, gets("6000"), second]).outcome).toBe("silent");
});

it("says where it has no usual amount to hold against, and names the large payment and the parts", () => {
  const assessment = assess([gets("6000"), ...pays("1", "3000", "2500")]);
  if (assessment.outcome !== "fires") throw new Error("two parts fire");
  expect(assessment.exclusions).toEqual(["held against no usual amount: nothing came in before that is remembered"]);
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([0, 2]);
});
