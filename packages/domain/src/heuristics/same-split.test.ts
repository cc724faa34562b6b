import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { sameSplit } from "./same-split.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SUBJECT = exampleParty(0);
const SERVICE = exampleParty(40);

/** Comes in and goes out an hour later, one second after the other. */
function round(atS: number, received: string, parts: readonly string[], splitS = HOUR_S): ExamplePayment[] {
  return [
    { from: exampleParty(1), to: SUBJECT, amount: received, atS: atS - splitS },
    ...parts.map((amount, n) => {
      return { from: SUBJECT, to: exampleParty(10 + n), amount, atS: atS + n + 1 - parts.length };
    }),
  ];
}

function three(parts: readonly string[], received = "4000"): ExamplePayment[] {
  return [
    ...round(-20 * DAY_S, received, ["1000", "1000"]),
    ...round(-10 * DAY_S, received, ["1200", "1200"]),
    ...round(0, received, parts),
  ];
}

function assess(payments: readonly ExamplePayment[], params: object = {}): Assessment {
  return sameSplit.assess(exampleEncounter(payments), sameSplit.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["1,000 USD came in", three(["500", "500"], "1000"), "fires"],
    ["a millionth less", three(["500", "500"], "999.999999"), "silent"],
    ["shares two points off", three(["520", "480"]), "fires"],
    ["a little more", three(["520.001", "479.999"]), "silent"],
    ["a third recipient", three(["500", "400", "100"]), "silent"],
    [
      "the first inflow 90 days before",
      [
        ...round(HOUR_S - 90 * DAY_S, "4000", ["900", "900"]),
        ...three(["1", "1"]).slice(3, 6),
        ...round(0, "4000", ["500", "500"]),
      ],
      "fires",
    ],
    [
      "a second earlier",
      [
        ...round(HOUR_S - 90 * DAY_S - 1, "4000", ["900", "900"]),
        ...three(["1", "1"]).slice(3, 6),
        ...round(0, "4000", ["500", "500"]),
      ],
      "silent",
    ],
    [
      "72 h after it came in",
      [...three(["1", "1"]).slice(0, 6), ...round(0, "4000", ["500", "500"], 72 * HOUR_S)],
      "fires",
    ],
    [
      "a second later",
      [...three(["1", "1"]).slice(0, 6), ...round(0, "4000", ["500", "500"], 72 * HOUR_S + 1)],
      "silent",
    ],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("asks that the totals differ by 20 %", () => {
    const totals = (last: string) => [
      ...round(-20 * DAY_S, "4000", ["1000", "1000"]),
      ...round(-10 * DAY_S, "4000", ["1000", "1000"]),
      ...round(0, "4000", [last, last]),
    ];
    expect(assess(totals("1200")).outcome).toBe("fires");
    expect(assess(totals("1199.999999")).outcome).toBe("silent");
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess(three(["500", "500"]).slice(3), { splitsMin: 2 }).outcome).toBe("fires");
    expect(assess(three(["500", "500"]), { recipientsMin: 3 }).outcome).toBe("silent");
  });
});

it("leaves out what goes to a service on the way", () => {
  const story = three(["500", "500"]);
  const toService = { from: SUBJECT, to: SERVICE, amount: "700", atS: -60 };
  const encounter = exampleEncounter([...story.slice(0, -2), toService, ...story.slice(-2)], {
    entries: [exampleService(SERVICE)],
  });
  expect(sameSplit.assess(encounter, sameSplit.params.parse({}))).toMatchObject({
    outcome: "fires",
    exclusions: ["1 outflow left out: to known services"],
  });
});

it("says the shares, and names what came in and went out in every round", () => {
  const assessment = assess(three(["500", "500"]));
  if (assessment.outcome !== "fires") throw new Error("three splits fire");
  expect(assessment.text).toContain("50 % to 0x");
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
