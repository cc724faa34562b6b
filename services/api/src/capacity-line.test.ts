import fc from "fast-check";
import { expect, test } from "vitest";
import { drawCapacityLine, rankBuckets } from "./capacity-line.ts";

const row = (rank: number, count: number, rest = {}) => ({
  ...{ heuristic: "a", rank, day: "2026-05-01", count, alerts: count, truePositives: 0 },
  ...rest,
});

test("the highest ranks fit until there are more than people read; what shares a rank stays together", () => {
  const counts = [
    row(300, 2),
    row(250, 1, { day: "2026-05-03", heuristic: "b" }),
    row(200, 5, { alerts: 9, truePositives: 1 }),
  ];
  expect(drawCapacityLine(counts, 1)).toEqual({
    ...{ capacityPerDay: 1, days: 3, places: 8, alerts: 12, threshold: 250, above: 3, below: 5 },
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

test("a longer range has room for more; the first days of it may have none", () => {
  expect(drawCapacityLine([row(300, 7)], 1, { first: "2026-04-25", last: "2026-05-01" }).threshold).toBe(300);
  expect(drawCapacityLine([row(300, 7)], 1).threshold).toBeNull();
  expect(drawCapacityLine([], 5)).toMatchObject({ days: 0, places: 0, threshold: null });
});

test("a bucket never lies on both sides of the line", () => {
  const counts = [row(300, 2), row(204, 1), row(200, 4)];
  expect(rankBuckets(counts, 204)).toEqual([
    { low: 300, high: 300, places: 2, above: true },
    { low: 204, high: 204, places: 1, above: true },
    { low: 200, high: 200, places: 4, above: false },
  ]);
  expect(rankBuckets([], null)).toEqual([]);
});

test("never more is above than people read, and never room for the next rank", () => {
  const anyCounts = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 })), { maxLength: 30 })
    .map((pairs) => pairs.map(([rank, count]) => row(rank, count)).sort((a, b) => b.rank - a.rank));
  fc.assert(
    fc.property(anyCounts, fc.integer({ min: 1, max: 200 }), (counts, capacity) => {
      const { above, below, threshold, places } = drawCapacityLine(counts, capacity);
      expect(above).toBeLessThanOrEqual(capacity);
      expect(above + below).toBe(places);
      const next = counts.find(({ rank }) => threshold === null || rank < threshold)?.rank;
      const more = counts.filter(({ rank }) => rank === next).reduce((sum, { count }) => sum + count, 0);
      if (next !== undefined) expect(above + more).toBeGreaterThan(capacity);
    }),
  );
});
