import fc from "fast-check";
import { expect, test } from "vitest";
import { drawCapacityLine, scoreChart } from "./capacity-line.ts";

const row = (score: number, count: number, rest = {}) => ({
  ...{ heuristic: "a", score, day: "2026-05-01", count, truePositives: 0 },
  ...rest,
});

test("the highest scores fit until there are more than people read; what shares a score stays together", () => {
  const counts = [row(300, 2), row(250, 1, { day: "2026-05-03", heuristic: "b" }), row(200, 5, { truePositives: 1 })];
  expect(drawCapacityLine(counts, 1)).toEqual({
    ...{ capacityPerDay: 1, days: 3, alerts: 8, threshold: 250, above: 3, below: 5 },
    byDay: [
      { day: "2026-05-01", above: 2, below: 5 },
      { day: "2026-05-03", above: 1, below: 0 },
    ],
    byHeuristic: [
      { heuristic: "a", above: 2, below: 5 },
      { heuristic: "b", above: 1, below: 0 },
    ],
    truePositives: { above: 0, below: 1 },
  });
});

test("a longer range has room for more; the first days of it may have no alert", () => {
  expect(drawCapacityLine([row(300, 7)], 1, { first: "2026-04-25", last: "2026-05-01" }).threshold).toBe(300);
  expect(drawCapacityLine([row(300, 7)], 1).threshold).toBeNull();
  expect(drawCapacityLine([], 5)).toMatchObject({ days: 0, alerts: 0, threshold: null });
});

test("it is drawn where it falls", () => {
  const counts = [row(300, 2), row(204, 1), row(200, 4)];
  expect(scoreChart(counts, 204)).toEqual([
    `      300 ${"█".repeat(20)} 2`,
    `      204 ${"█".repeat(10)} 1`,
    `${"─".repeat(40)} 204 and above fit`,
    `      200 ${"█".repeat(40)} 4`,
  ]);
  expect(scoreChart(counts, null)[0]).toContain("nothing fits");
  expect(scoreChart([], null)).toEqual([]);
});

test("never more is above than people read, and never room for the next score", () => {
  const anyCounts = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 })), { maxLength: 30 })
    .map((pairs) => pairs.map(([score, count]) => row(score, count)).sort((a, b) => b.score - a.score));
  fc.assert(
    fc.property(anyCounts, fc.integer({ min: 1, max: 200 }), (counts, capacity) => {
      const { above, below, threshold, alerts } = drawCapacityLine(counts, capacity);
      expect(above).toBeLessThanOrEqual(capacity);
      expect(above + below).toBe(alerts);
      const next = counts.find(({ score }) => threshold === null || score < threshold)?.score;
      const more = counts.filter(({ score }) => score === next).reduce((sum, { count }) => sum + count, 0);
      if (next !== undefined) expect(above + more).toBeGreaterThan(capacity);
    }),
  );
});
