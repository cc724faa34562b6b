import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { collectThenLumpOut } from "./collect-then-lump-out.ts";

const DAY_S = 86_400;
const COLLECTOR = exampleParty(0);
const CASHIER = exampleParty(1_000);

function collection(payerCount: number, amount = "100", fromS = -5 * DAY_S): ExamplePayment[] {
  return Array.from({ length: payerCount }, (_, n) => ({
    from: exampleParty(n + 1),
    to: COLLECTOR,
    amount,
    atS: fromS + n,
  }));
}

function pays(amount: string, atS = 0, to = CASHIER): ExamplePayment {
  return { from: COLLECTOR, to, amount, atS };
}

function assess(payments: readonly ExamplePayment[], params: object = {}): Assessment {
  return collectThenLumpOut.assess(exampleEncounter(payments), collectThenLumpOut.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["20 payers", [...collection(20), pays("1600")], "fires"],
    ["19 payers", [...collection(19), pays("1900")], "silent"],
    ["80 %", [...collection(20), pays("1600")], "fires"],
    ["a millionth less than 80 %", [...collection(20), pays("1599.999999")], "silent"],
    ["1,000 USD each", [...collection(20, "1000"), pays("20000")], "fires"],
    ["a millionth more than 1,000 USD each", [...collection(20, "1000.000001"), pays("20000")], "silent"],
    ["the first payer exactly 7 days before", [...collection(20, "100", -7 * DAY_S), pays("2000")], "fires"],
    ["a second earlier", [...collection(20, "100", -7 * DAY_S - 1), pays("2000")], "silent"],
    ["the first half sent exactly 24 h before", [...collection(20), pays("800", -DAY_S), pays("800")], "fires"],
    ["a second earlier", [...collection(20), pays("800", -DAY_S - 1), pays("800")], "silent"],
    ["two recipients", [...collection(20), pays("999", -1, exampleParty(1_001)), pays("999")], "fires"],
    [
      "three recipients",
      [...collection(20), pays("1", -2, exampleParty(1_002)), pays("999", -1, exampleParty(1_001)), pays("999")],
      "silent",
    ],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess([...collection(3), pays("300")], { payersMin: 3 }).outcome).toBe("fires");
  });
});

describe("more inflows than are remembered", () => {
  it("does not take the latest 64 for all: 80 % of them are less of the whole", () => {
    const payments = [...collection(100), pays("6400")];
    expect(assess(payments)).toMatchObject({ outcome: "silent", text: expect.stringContaining("64 % of all inflows") });
  });

  it("takes the sums of the days only while the memory is too short", () => {
    const older = collection(64, "1000", -20 * DAY_S);
    expect(assess([...older, ...collection(64), pays("6400")]).outcome).toBe("fires");
    const remembered = assess([...collection(64, "1000", -8 * DAY_S), ...collection(20), pays("2000")]);
    expect(remembered).toMatchObject({ outcome: "fires", exclusions: [] });
  });

  it("names the newest 59 of what it counted", () => {
    const assessment = assess([...collection(64), pays("6400")]);
    if (assessment.outcome !== "fires") throw new Error("64 payers fire");
    const places = exampleEncounter([...collection(64), pays("6400")]).profile.recentIn.slice(-59);
    expect(assessment.supporting).toEqual(places.map(({ blockNumber, logIndex }) => ({ blockNumber, logIndex })));
  });
});

it("counts what services paid among all that came in, but not among the payers", () => {
  const encounter = exampleEncounter(
    [...collection(21), pays("1600", 0)].map((payment, n) => (n === 20 ? { ...payment, amount: "400" } : payment)),
    { entries: [exampleService(exampleParty(21))] },
  );
  expect(collectThenLumpOut.assess(encounter, collectThenLumpOut.params.parse({}))).toMatchObject({
    outcome: "silent",
    exclusions: ["1 payer left out: known services"],
    text: expect.stringContaining("66.66 %"),
  });
});

it("is neither fired nor withheld by what could not be valued, when there are too few payers anyway", () => {
  const lira = { from: exampleParty(50), to: COLLECTOR, amount: "1", atS: 3 * DAY_S, token: "TRYB" };
  const late = (payment: ExamplePayment) => ({ ...payment, atS: payment.atS + 4 * DAY_S });
  expect(assess([...collection(18).map(late), lira, late(pays("1800"))]).outcome).toBe("silent");
  expect(assess([...collection(20).map(late), lira, late(pays("2000"))]).outcome).toBe("withheld");
});
