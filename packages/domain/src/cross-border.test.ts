import { describe, expect, it } from "vitest";
import type { AttributedService } from "./attributed-service.ts";
import { type BorderSide, crossBorder, jurisdictionOfPeg, scoreAcross } from "./cross-border.ts";
import { exampleBorders } from "./example-encounter.ts";
import { scoreFinding } from "./score.ts";

const STEPS = { higherRiskScore: 30, corridorScore: 15 };

function side(jurisdictions: readonly string[], pegs: readonly string[], change: Partial<AttributedService> = {}) {
  const service: AttributedService = {
    entity: "Business A",
    jurisdictions,
    isInferred: false,
    isPublic: true,
    lists: [{ list: "ours", version: 3 }],
    ...change,
  };
  return { services: [service], pegs } satisfies BorderSide;
}

const NOTES = exampleBorders([{ higherRisk: "SG" }, { higherRisk: "TR" }, { from: "TR", to: "SG" }]);

describe("crossBorder", () => {
  it("says that it infers, and from what, without a business' name", () => {
    const { reasons, scoreAdded } = crossBorder(
      exampleBorders([]),
      side(["TR"], ["TRY"]),
      side(["SG"], ["USD"]),
      STEPS,
    );
    expect(scoreAdded).toBe(0);
    expect(reasons.map(({ text }) => text)).toEqual([
      "inferred, not known: money moved from TR to SG; inferred from a service (registered in TR; list ours, version 3) " +
        "and coins of peg TRY; and a service (registered in SG; list ours, version 3) and coins of peg USD",
    ]);
  });

  it("tells each note with source and date, and adds each kind's step once", () => {
    const { reasons, scoreAdded } = crossBorder(NOTES, side(["TR"], ["TRY"]), side(["SG"], ["USD"]), STEPS);
    expect(scoreAdded).toBe(45);
    expect(reasons.map(({ code }) => code)).toEqual([
      "cross_border",
      "higher_risk_jurisdiction",
      "higher_risk_jurisdiction",
      "noted_corridor",
    ]);
    expect(reasons[1]?.text).toBe(
      "SG is noted as a higher-risk jurisdiction: Example, 2026-01-01 (list example-borders, version 1); notes of this kind " +
        "add 30 to the score together, and nothing to the severity",
    );
    expect(reasons[3]?.text).toContain("TR to SG is a noted corridor: Example, 2026-01-01");
  });

  it("takes a business with several seats as at risk only where all of them are noted", () => {
    const nowhere = { services: [], pegs: [] };
    const added = (jurisdictions: string[]) => crossBorder(NOTES, nowhere, side(jurisdictions, []), STEPS).scoreAdded;
    expect([added(["SG", "TR"]), added(["MT", "SG"]), added(["SG"]), added([])]).toEqual([30, 0, 30, 0]);
  });

  it("neither tells nor weighs what not everybody may know", () => {
    const hidden = crossBorder(NOTES, side(["TR"], [], { isPublic: false }), side(["MT"], ["USD"]), STEPS);
    expect(hidden.scoreAdded).toBe(0);
    expect(JSON.stringify(hidden)).not.toMatch(/TR|ours, version 3\) and a/);
    expect(hidden.reasons[0]?.text).toContain("money moved to MT");
    expect(hidden.reasons[0]?.text).toContain("a service (where it is registered is not for everybody who reads this)");
  });

  it("is silent in an epoch older than notes, and where nothing is known of either end", () => {
    const none = { reasons: [], scoreAdded: 0 };
    expect(crossBorder(undefined, side(["TR"], []), side(["SG"], []), STEPS)).toEqual(none);
    expect(crossBorder(NOTES, side([], ["USD"]), side([], ["EUR"]), STEPS)).toEqual(none);
  });

  it("looks up where a regional coin is at home", () => {
    expect(["TRY", "IDR", "USD", "EUR", "XOF"].map(jurisdictionOfPeg)).toEqual([
      "TR",
      "ID",
      undefined,
      undefined,
      undefined,
    ]);
    expect(crossBorder(NOTES, side([], ["TRY"]), side([], ["USD"]), STEPS).scoreAdded).toBe(30);
  });
});

it("raises a score within its severity's and never beyond", () => {
  const added = (scoreAdded: number) => scoreAcross("LOW", 15, { reasons: [], scoreAdded });
  expect(added(30) - added(0)).toBe(30);
  expect(added(200)).toBe(scoreFinding("LOW", 100));
  expect(added(200)).toBeLessThan(scoreFinding("MEDIUM", 100));
});
