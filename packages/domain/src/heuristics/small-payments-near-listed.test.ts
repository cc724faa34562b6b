import { describe, expect, it } from "vitest";
import type { ListedEntry } from "../entry.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { smallPaymentsNearListed } from "./small-payments-near-listed.ts";

const DAY_S = 86_400;
const [PAYER, PAYEE, LISTED, SHOP] = [1, 2, 3, 4].map(exampleParty) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const listing = exampleService(LISTED, { category: "sanctions" });

/** In euros, which need no rate; the first so long before the present. */
function series(count: number, amount = "50", fromS = -10 * DAY_S): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => {
    return { from: PAYER, to: PAYEE, amount, atS: fromS + n, token: "EURC" };
  });
}

const onward: ExamplePayment = { from: PAYEE, to: LISTED, amount: "1", atS: 0, token: "EURC" };

function assess(
  payments: readonly ExamplePayment[],
  entries: readonly ListedEntry[] = [listing],
  params: object = {},
): Assessment {
  return smallPaymentsNearListed.assess(
    exampleEncounter(payments, { entries }),
    smallPaymentsNearListed.params.parse(params),
  );
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["10 payments", [...series(10), onward], "fires"],
    ["9 payments", [...series(9), onward], "silent"],
    ["a millionth less than 200 EUR each", [...series(10, "199.999999"), onward], "fires"],
    ["200 EUR each", [...series(10, "200"), onward], "silent"],
    ["100 EUR together", [...series(10, "10"), onward], "fires"],
    ["a little less together", [...series(10, "9.999999"), onward], "silent"],
    ["the first exactly 50 days before", [...series(10, "50", -50 * DAY_S), onward], "fires"],
    ["a second earlier", [...series(10, "50", -50 * DAY_S - 1), onward], "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it("takes other thresholds from its parameters", () => {
    expect(assess([...series(3), onward], [listing], { paymentsMin: 3 }).outcome).toBe("fires");
  });
});

it("hands on the entries that it stands on, and names no list in its own words", () => {
  const assessment = assess([...series(10), onward]);
  if (assessment.outcome !== "fires") throw new Error("ten payments fire");
  expect(assessment.listings).toEqual([listing]);
  expect(assessment.text).not.toContain(listing.list);
});

it("counts each payer for itself", () => {
  const other = series(5).map((payment) => ({ ...payment, from: SHOP }));
  expect(assess([...series(5), ...other, onward])).toMatchObject({
    outcome: "silent",
    text: expect.stringContaining("5 payments"),
  });
});

it("knows nothing of the payee's other counterparties when it judges the payer", () => {
  const touched = { from: LISTED, to: PAYEE, amount: "1", atS: -20 * DAY_S, token: "EURC" };
  expect(assess([touched, ...series(10)]).outcome).toBe("silent");
  expect(assess([touched, ...series(10), { ...onward, to: SHOP }]).outcome).toBe("fires");
});

it("looks at what came in before a payment to a listed address, however long nobody has paid since", () => {
  expect(assess([...series(10), { ...onward, to: SHOP, atS: -DAY_S }, onward]).outcome).toBe("fires");
});

it("fires on a small payment only", () => {
  expect(assess([...series(10, "50"), ...series(1, "200", -DAY_S), { ...onward, to: SHOP }]).outcome).toBe("silent");
  expect(assess([...series(10), ...series(1, "200", -DAY_S), { ...onward, amount: "900" }])).toMatchObject({
    outcome: "silent",
    text: "200 EUR in the latest of these payments (not below 200)",
  });
});

it("leaves out larger payments and says so", () => {
  expect(assess([...series(5), ...series(1, "900", -9 * DAY_S), ...series(5, "50", -DAY_S), onward])).toMatchObject({
    outcome: "fires",
    exclusions: ["1 payment left out: not below 200 EUR"],
  });
});
