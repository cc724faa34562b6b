import { describe, expect, it } from "vitest";
import type { Address } from "../address.ts";
import type { ListedEntry } from "../entry.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import { regionalCoinCorridor } from "./regional-coin-corridor.ts";

const [SUBJECT, TURKISH, SINGAPORE, POOL] = [0, 1, 2, 3].map(exampleParty) as [Address, Address, Address, Address];

const lira = (from: Address, to: Address, atS: number, amount = "100000"): ExamplePayment => {
  return { from, to, amount, atS, token: "TRYB" };
};
const dollars = (from: Address, to: Address, atS: number, amount = "2200"): ExamplePayment => ({
  from,
  to,
  amount,
  atS,
});

function assess(story: readonly ExamplePayment[], change: Partial<ListedEntry> = {}, params = {}) {
  const entries = [
    exampleService(TURKISH, { entity: "Business A", jurisdictions: ["TR"], ...change }),
    exampleService(SINGAPORE, { entity: "Business B", jurisdictions: ["SG"] }),
  ];
  return regionalCoinCorridor.assess(exampleEncounter(story, { entries }), regionalCoinCorridor.params.parse(params));
}

const crossing = (amount = "100000", sent = "2200") => [
  lira(TURKISH, SUBJECT, -20, amount),
  { ...lira(SUBJECT, POOL, -10, amount), transaction: 1 },
  { ...dollars(POOL, SUBJECT, -10), transaction: 1 },
  dollars(SUBJECT, SINGAPORE, 0, sent),
];

describe("just at a threshold and just beyond", () => {
  it.each([
    ["80 % of it", crossing("100000", "1760"), "fires"],
    ["a millionth less", crossing("100000", "1759.999999"), "silent"],
    ["1,001 USD", crossing("45500", "1001"), "fires"],
    ["999.9 USD", crossing("45450", "999.9"), "silent"],
  ] as const)("%s", (_, story, outcome) => {
    expect(assess(story).outcome).toBe(outcome);
  });
});

it("asks for both legs of the exchange in one transaction, between receipt and payment", () => {
  const [receipt, given, got, sent] = crossing() as [ExamplePayment, ExamplePayment, ExamplePayment, ExamplePayment];
  expect(assess([receipt, given, { ...got, transaction: 2 }, sent])).toMatchObject({
    outcome: "silent",
    text: "0 exchanges of TRY for USD in one transaction since then (not at least 1)",
  });
  expect(assess([{ ...given, atS: -30 }, { ...got, atS: -30 }, receipt, sent]).outcome).toBe("silent");
});

it("says where both are registered, names no business, and counts nothing of an unknown seat", () => {
  const assessment = assess(crossing());
  expect(assessment.text).toContain("(registered in TR)");
  expect(assessment.text).toContain("(registered in SG)");
  expect(JSON.stringify(assessment)).not.toContain("Business");
  expect(assess(crossing(), { jurisdictions: ["SG", "TR"] }).outcome).toBe("silent");
  expect(assess(crossing(), { category: "bridge" }).outcome).toBe("silent");
  expect(assess(crossing(), { sharing: "TLP:RED" }).text).not.toContain("TR)");
});

it("scores higher by stated steps where the jurisdictions are noted, and is as it was without notes", () => {
  const entries = [
    exampleService(TURKISH, { entity: "Business A", jurisdictions: ["TR"] }),
    exampleService(SINGAPORE, { entity: "Business B", jurisdictions: ["SG"] }),
  ];
  const [older, plain, noted] = [undefined, [], [{ higherRisk: "SG" }, { from: "TR", to: "SG" }]].map((borders) =>
    regionalCoinCorridor.assess(
      exampleEncounter(crossing(), { entries, ...(borders && { borders }) }),
      regionalCoinCorridor.params.parse({}),
    ),
  );
  if (older?.outcome !== "fires" || plain?.outcome !== "fires" || noted?.outcome !== "fires")
    throw new Error("crossed");
  expect([plain.score - older.score, noted.score - older.score]).toEqual([0, 45]);
  expect([older.besides, plain.besides?.length, noted.besides?.length]).toEqual([[], 1, 3]);
  expect(noted).toMatchObject({ severity: "LOW", figures: older.figures });
});

it("takes which currencies are common from the parameter", () => {
  expect(assess(crossing(), {}, { commonPegs: "EUR TRY" }).outcome).toBe("silent");
  expect(assess(crossing(), {}, { commonPegs: "" }).outcome).toBe("fires");
  expect(() => regionalCoinCorridor.params.parse({ commonPegs: "eur" })).toThrow();
});

it("names receipt and both legs as evidence, each once", () => {
  const assessment = assess(crossing());
  if (assessment.outcome !== "fires") throw new Error("all of it crossed");
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([0, 1, 2]);
});
