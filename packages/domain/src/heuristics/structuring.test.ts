import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { Assessment } from "../heuristic.ts";
import { structuring } from "./structuring.ts";

const PAYER = exampleParty(1);
const PAYEE = exampleParty(2);

function payments(amounts: readonly string[], change: Partial<ExamplePayment> = {}): ExamplePayment[] {
  return amounts.map((amount, n) => ({ from: PAYER, to: PAYEE, amount, atS: n, ...change }));
}

function assess(story: readonly ExamplePayment[], entries = [] as ReturnType<typeof exampleService>[]): Assessment {
  return structuring.assess(exampleEncounter(story, { entries }), structuring.params.parse({}));
}

describe("the band", () => {
  it.each([
    ["900", "fires"],
    ["899.999999", "silent"],
    ["999.999999", "fires"],
    ["1000", "silent"],
  ])("of 1,000 USD, thrice %s: %s", (amount, outcome) => {
    expect(assess(payments([amount, amount, amount])).outcome).toBe(outcome);
  });

  it("does not reach 3,000 by payments that lie below 2,000", () => {
    expect(assess(payments(["1900", "1950", "1990"])).text).toContain("2,000 USD (United States, suspicious");
    expect(assess(payments(["2700", "2750", "2999"])).text).toContain("3,000 USD (United States, travel rule)");
  });

  it("holds each payment against it, not their mean", () => {
    expect(assess(payments(["990", "800", "990"])).outcome).toBe("silent");
  });
});

describe("of several thresholds", () => {
  const euros = { token: "EURC" };

  it("the one with most payments is reported", () => {
    // 900 EUR are 990 USD and in both bands, 850 EUR are 935 USD and in one.
    const text = assess(payments(["850", "900", "900", "900"], euros)).text;
    expect(text).toContain("sent 4 payments of 90 % to 100 % of 1,000 USD (FATF");
  });

  it("the larger one where both have as many", () => {
    expect(assess(payments(["900", "900", "900"], euros)).text).toContain("1,000 EUR (European Union");
  });

  it("a member's service is under the EU's, another's is not", () => {
    const story = payments(["1050", "1050", "1050"]);
    const inCountry = (code: string) => [exampleService(PAYEE, { entity: "Example", jurisdictions: [code] })];
    expect(assess(story, inCountry("LT"))).toMatchObject({
      outcome: "fires",
      text: expect.stringContaining("1,000 EUR"),
    });
    expect(assess(story, inCountry("CH")).outcome).toBe("silent");
  });
});

describe("the payee", () => {
  const OTHER = exampleParty(3);
  const both = [...payments(["990", "990"], { to: OTHER }), ...payments(["990"], { atS: 5 })];

  it("is every address of one business, while it is listed so", () => {
    const entries = [PAYEE, OTHER].map((address) => exampleService(address, { entity: "Example" }));
    expect(assess(both, entries)).toMatchObject({
      outcome: "fires",
      text: expect.stringContaining("2 addresses of one"),
    });
    expect(assess(both, [exampleService(PAYEE, { entity: "A" }), exampleService(OTHER, { entity: "B" })]).outcome).toBe(
      "silent",
    );
    expect(assess(both, [exampleService(PAYEE), exampleService(OTHER)]).outcome).toBe("silent");
    const ended = entries.map((entry) => ({ ...entry, validTo: 1 }));
    expect(assess(both, ended).outcome).toBe("silent");
  });

  it("the payer's own service silences it", () => {
    expect(assess(payments(["990", "990", "990"]), [exampleService(PAYER)])).toMatchObject({
      outcome: "silent",
      text: expect.stringContaining("known service"),
    });
  });
});

it("names the earlier payments it counted, not those out of the band", () => {
  const assessment = assess(payments(["990", "10", "990", "990"]));
  if (assessment.outcome !== "fires") throw new Error("three payments fire");
  expect(assessment.supporting.map(({ logIndex }) => logIndex)).toEqual([0, 2]);
});
