import { expect, test } from "vitest";
import type { Measurement } from "./measure.ts";
import { summarize } from "./summary.ts";
import { tableText } from "./table.ts";

function run(seconds: number, cpuSeconds: number): Measurement {
  return { seconds, clientCpuSeconds: cpuSeconds / 2, postgresCpuSeconds: cpuSeconds / 2, rssPeakMb: 300 };
}

test("figures are medians, for a million transfers, beside the floor's", () => {
  const runs = new Map([
    ["floor", [run(5, 9), run(4, 8), run(90, 90)]],
    ["product", [run(10, 12), run(10, 12), run(1, 12)]],
  ]);
  const summary = summarize(500_000, runs);
  expect(summary).toMatchObject({ transfers: 500_000, rounds: 3 });
  expect(summary.void).toBeUndefined();
  expect(summary.rows).toMatchObject([
    {
      contender: "floor",
      seconds: 5,
      transfersPerSecond: 100_000,
      cpuPerMillion: { total: 18 },
      ratio: 1,
      cpuRatio: 1,
    },
    {
      contender: "product",
      seconds: 10,
      transfersPerSecond: 50_000,
      cpuPerMillion: { total: 24 },
      ratio: 0.5,
      cpuRatio: 0.75,
    },
  ]);
  expect(tableText(summary)).toContain("product       10.0       50,000");
});

test("a floor that wastes makes the ratio void", () => {
  const text = tableText(summarize(1_000_000, new Map([["floor", [run(5, 22.5)]]])));
  expect(text).toContain("ratio void: the floor needs 22.5 CPU s per million, more than 22");
});

test("screening stands beside the floor with profiles, which must not waste either", () => {
  const runs = (cpuSeconds: number) =>
    new Map([
      ["floor", [run(1, 10)]],
      ["ingest + screen", [run(8, 100)]],
      ["floor with profiles", [run(2, cpuSeconds)]],
    ]);
  const summary = summarize(1_000_000, runs(25));
  expect(summary.screening).toEqual({ ratio: 0.25, cpuRatio: 0.25 });
  expect(summary.void).toBeUndefined();
  expect(summarize(1_000_000, runs(61)).void).toBe(
    "the floor with profiles needs 61.0 CPU s per million, more than 60",
  );
});

test("where nothing is measured but time, the rest is not made up", () => {
  const summary = summarize(1_000, new Map([["floor", [{ seconds: 1 }]]]));
  expect(summary.rows).toEqual([
    { contender: "floor", transfers: 1_000, seconds: 1, transfersPerSecond: 1_000, ratio: 1 },
  ]);
  expect(tableText(summary)).toContain("measured on Linux only");
});
