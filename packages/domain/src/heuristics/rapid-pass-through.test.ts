import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { rapidPassThrough } from "./rapid-pass-through.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const RELAY = exampleParty(0);
const PAYER = exampleParty(1);
const NEXT = exampleParty(2);

const gets = (amount: string, atS: number, from = PAYER): ExamplePayment => ({ from, to: RELAY, amount, atS });
const pays = (amount: string, atS = 0, to = NEXT): ExamplePayment => ({ from: RELAY, to, amount, atS });

function assess(story: readonly ExamplePayment[], entries = [] as ReturnType<typeof exampleService>[]): Assessment {
  return rapidPassThrough.assess(exampleEncounter(story, { entries }), rapidPassThrough.params.parse({}));
}

describe("windows", () => {
  it.each([
    [HOUR_S, "MEDIUM"],
    [HOUR_S + 1, "LOW"],
    [DAY_S, "LOW"],
  ])("%d s after it came in: %s", (delayS, severity) => {
    expect(assess([gets("5000", -delayS), pays("5000")])).toMatchObject({ outcome: "fires", severity });
  });

  it("a second more than a day: silent", () => {
    expect(assess([gets("5000", -DAY_S - 1), pays("5000")]).outcome).toBe("silent");
  });
});

describe("just at a threshold and just beyond", () => {
  it.each([
    ["1,000 USD received", [gets("1000", -1), pays("1000")], "fires"],
    ["a millionth less", [gets("999.999999", -1), pays("999.999999")], "silent"],
    ["5 % held", [gets("5000", -1), pays("4750")], "fires"],
    ["a millionth more than 5 % held", [gets("5000", -1), pays("4749.999999")], "silent"],
    [
      "5 % held in another token",
      [gets("5000", -1), { ...gets("250", -DAY_S * 2), token: "USDC" }, pays("5000")],
      "fires",
    ],
    [
      "a millionth more, in another token",
      [gets("5000", -1), { ...gets("250.000001", -DAY_S * 2), token: "USDC" }, pays("5000")],
      "silent",
    ],
  ] as const)("%s", (_, story, outcome) => {
    expect(assess(story.toSorted((a, b) => a.atS - b.atS)).outcome).toBe(outcome);
  });

  it("90 % sent on, the rest moved to a service", () => {
    const story = (sent: string, rest: string) => [gets("5000", -2), pays(rest, -1, exampleParty(5)), pays(sent)];
    const entries = [exampleService(exampleParty(5))];
    expect(assess(story("4500", "500"), entries)).toMatchObject({
      outcome: "fires",
      exclusions: ["1 outflow left out: from or to known services"],
    });
    expect(assess(story("4499.999999", "500.000001"), entries).outcome).toBe("silent");
  });
});

describe("the balance", () => {
  it("is unknown where more went out than came in, in any token", () => {
    const earlier = { ...pays("1", -DAY_S), token: "USDC" };
    expect(assess([earlier, gets("5000", -1), pays("5000")])).toMatchObject({
      outcome: "silent",
      text: expect.stringContaining("money from before"),
    });
  });

  it("is not taken for unknown because amounts of 18 decimals are rounded down", () => {
    const halves = [gets("1500.0000006", -20), gets("1500.0000006", -10), pays("3000.000001")];
    const story = halves.map((payment) => ({ ...payment, token: "DAI" }));
    expect(exampleEncounter(story).profile.net).toEqual([{ peg: "USD", micros: -1n }]);
    expect(assess(story)).toMatchObject({ outcome: "fires", text: expect.stringContaining("0 USD are left") });
    const earlier = { ...pays("0.000002", -30), token: "DAI" };
    expect(assess([earlier, ...story])).toMatchObject({
      outcome: "silent",
      text: expect.stringContaining("from before"),
    });
  });

  it("withholds the rule where it cannot be valued", () => {
    const lira = { ...gets("1", -5 * DAY_S), token: "TRYB" };
    const story = [lira, gets("5000", -1), pays("5000")].map((payment) => ({
      ...payment,
      atS: payment.atS + 3 * DAY_S,
    }));
    expect(assess(story)).toMatchObject({ outcome: "withheld", text: expect.stringContaining("TRY") });
  });

  it("is silent for the dollars that are held where they alone are too much, whatever else cannot be valued", () => {
    const lira = { ...gets("1", -5 * DAY_S), token: "TRYB" };
    const story = [lira, gets("300", -4 * DAY_S), gets("5000", -1), pays("5000")].map((payment) => ({
      ...payment,
      atS: payment.atS + 3 * DAY_S,
    }));
    const assessment = assess(story);
    expect(assessment).toMatchObject({ outcome: "silent", text: expect.stringMatching(/still held/) });
    expect(JSON.stringify(assessment)).not.toContain("no rate");
  });
});

it("counts what went out after the first inflow of the window only", () => {
  const assessment = assess([
    gets("4000", -3 * DAY_S),
    pays("4000", -20),
    gets("5000", -10),
    pays("2500", -5),
    pays("2500"),
  ]);
  if (assessment.outcome !== "fires") throw new Error("all of it was sent on");
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([2, 3]);
  expect(assessment.text).toContain("sent 5,000 USD, 100 % of it, on to 1 recipient; 0 USD are left");
});
