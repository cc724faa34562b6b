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

/** To three recipients, the last two alike. */
function three(first: string, others: string): ExamplePayment[] {
  return [
    pays(first, -2, exampleParty(1_002)),
    pays(others, -1, exampleParty(1_001)),
    pays(others, 0, exampleParty(1_003)),
  ];
}

function salary(amount: string): ExamplePayment {
  return { from: exampleParty(500), to: COLLECTOR, amount, atS: -DAY_S };
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
    ["three recipients, none of whom got little", [...collection(20), ...three("666.66", "666.67")], "silent"],
    ["80 % of it to the largest two", [...collection(20), ...three("400", "800")], "fires"],
    ["a millionth less", [...collection(20), ...three("400.000001", "799.999999")], "silent"],
    ["50 % of all that came in from small payers", [...collection(20), salary("2000"), pays("4000")], "fires"],
    ["a millionth less", [...collection(20), salary("2000.000001"), pays("4000")], "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess([...collection(3), pays("300")], { payersMin: 3 }).outcome).toBe("fires");
  });
});

describe("what costs nothing", () => {
  it("does not hide a lump behind dust for other recipients", () => {
    const dust = Array.from({ length: 5 }, (_, n) => pays("0.000001", n - 10, exampleParty(2_000 + n)));
    const assessment = assess([...collection(20), ...dust, pays("1900")]);
    expect(assessment).toMatchObject({ outcome: "fires", text: expect.stringContaining("to 1 recipient") });
  });

  it("does not make a collector of somebody who was sent dust by many", () => {
    const dusted = assess([...collection(20, "0.01"), salary("3000"), pays("2900")]);
    expect(dusted).toMatchObject({
      outcome: "silent",
      text: "0 % of the inflows in 7 days in these payments (not at least 50)",
    });
  });
});

describe("more inflows than are remembered", () => {
  it("does not forget what was collected when dust follows it", () => {
    const dust = Array.from({ length: 200 }, (_, n) => ({
      ...collection(1, "0.01")[0],
      from: exampleParty(5_000 + n),
      atS: -60,
    })) as ExamplePayment[];
    expect(assess([...collection(30, "900"), ...dust, pays("27000")]).outcome).toBe("fires");
  });

  it("holds the small payments against the payments that it remembers", () => {
    expect(assess([...collection(200), pays("20000")]).outcome).toBe("fires");
  });

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
