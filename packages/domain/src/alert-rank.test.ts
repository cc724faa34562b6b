import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "./alert.ts";
import { rankAlert, rankGroup } from "./alert-rank.ts";
import { SEVERITIES, type Severity } from "./entry.ts";
import type { Exposure } from "./heuristic.ts";
import { scoreAlert, scoreFinding } from "./score.ts";

const severity = fc.constantFrom(...SEVERITIES);
const exposure = fc.constantFrom<Exposure>("DIRECT", "INDIRECT", "BEHAVIORAL");
const confidence = fc.integer({ min: 1, max: 100 });
const count = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const ranks = fc.array(fc.integer({ min: -100, max: 560 }), { minLength: 1, maxLength: 6 });

type Ranked = Pick<Alert, "score" | "exposure" | "evidenceCount">;
const alert = (of: Severity, sure: number, how: Exposure, evidenceCount: number): Ranked => ({
  score: scoreAlert(scoreFinding(of, sure), evidenceCount),
  exposure: how,
  evidenceCount,
});

test("more findings never lower an alert, and lift it by little more than one step of severity at most", () => {
  fc.assert(
    fc.property(severity, confidence, exposure, count, count, (of, sure, how, a, b) => {
      const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
      const lift = rankAlert(alert(of, sure, how, more)) - rankAlert(alert(of, sure, how, fewer));
      expect(lift).toBeGreaterThanOrEqual(0);
      expect(lift).toBeLessThanOrEqual(111);
    }),
  );
  const thousand = rankAlert(alert("LOW", 50, "BEHAVIORAL", 1_024)) - rankAlert(alert("LOW", 50, "BEHAVIORAL", 1));
  expect(thousand).toBe(86);
});

test("at equal severity, confidence and number, a listed party goes before its money, and that before a pattern", () => {
  fc.assert(
    fc.property(severity, confidence, count, (of, sure, n) => {
      const [direct, indirect, behavioral] = (["DIRECT", "INDIRECT", "BEHAVIORAL"] as const).map((how) =>
        rankAlert(alert(of, sure, how, n)),
      ) as [number, number, number];
      expect(direct).toBeGreaterThan(indirect);
      expect(indirect).toBeGreaterThan(behavioral);
    }),
  );
});

test("a LOW or MEDIUM pattern of any length stays below a listed SEVERE party, however many rules say so", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Severity>("LOW", "MEDIUM"),
      fc.array(fc.tuple(confidence, count), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 50, max: 100 }),
      (of, rules, sure) => {
        const pattern = rankGroup(rules.map(([own, n]) => rankAlert(alert(of, own, "BEHAVIORAL", n))));
        expect(pattern).toBeLessThan(rankAlert(alert("SEVERE", sure, "DIRECT", 1)));
      },
    ),
  );
});

test("two rules beat one, stronger findings never lower a group, and order does not matter", () => {
  fc.assert(
    fc.property(ranks, fc.integer({ min: -100, max: 560 }), fc.nat({ max: 200 }), (own, another, more) => {
      if (own.length === 1) expect(rankGroup([...own, another])).toBeGreaterThan(rankGroup(own));
      expect(rankGroup([...own, another])).toBeGreaterThanOrEqual(rankGroup(own));
      expect(rankGroup(own.map((rank, n) => (n === 0 ? rank + more : rank)))).toBeGreaterThanOrEqual(rankGroup(own));
      expect(rankGroup(own.toReversed())).toBe(rankGroup(own));
    }),
  );
});

test("the score that is content is not touched: ranks do not saturate where it grows", () => {
  const sure = [25, 50, 75, 100].map((percent) => rankAlert(alert("HIGH", percent, "DIRECT", 1)));
  expect(new Set(sure).size).toBe(4);
  expect(rankAlert(alert("SEVERE", 100, "DIRECT", 1))).toBe(440);
});
