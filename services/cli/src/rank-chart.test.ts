import { expect, test } from "vitest";
import { rankChart } from "./rank-chart.ts";

const row = (rank: number, count: number) => ({
  ...{ heuristic: "a", rank, day: "2026-05-01", count, alerts: count, truePositives: 0 },
});

test("the line is drawn where it falls", () => {
  const counts = [row(300, 2), row(204, 1), row(200, 4)];
  expect(rankChart(counts, 204)).toEqual([
    `      300 ${"█".repeat(20)} 2`,
    `      204 ${"█".repeat(10)} 1`,
    `${"─".repeat(40)} 204 and above fit`,
    `      200 ${"█".repeat(40)} 4`,
  ]);
  expect(rankChart(counts, null)[0]).toContain("nothing fits");
  expect(rankChart([], null)).toEqual([]);
});
