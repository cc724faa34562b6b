import { expect, test } from "vitest";
import { rebuildText, thinOut } from "./rebuild-figures.ts";

test("ten points from the first to the last", () => {
  const points = thinOut(Array.from({ length: 101 }, (_, i) => i));
  expect(points).toHaveLength(10);
  expect([points[0], points[3], points[9]]).toEqual([0, 33, 100]);
  expect(thinOut([5, 6])).toEqual([5, 6]);
});

test("a line for each pass, and memory", () => {
  const passes = [
    { what: "plain read", seconds: 2 },
    { what: "redflag rebuild", seconds: 20, clientCpuSeconds: 18.25, postgresCpuSeconds: 3, rssPeakMb: 700.4 },
  ];
  const lines = rebuildText({ transfers: 3_000, alerts: 7, passes, rssMb: [100.2, 700.4] }).split("\n");
  expect(lines[1]).toMatch(/^plain read +2\.0 +1,500 *$/);
  expect(lines[2]).toMatch(/^redflag rebuild +20\.0 +150 +18\.3 +3\.0 +700$/);
  expect(lines[3]).toBe("7 alerts; MB as it went: 100 700");
});
