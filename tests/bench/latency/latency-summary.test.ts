import { expect, test } from "vitest";
import { latencyText, summarizeLatency } from "./latency-summary.ts";

test("percentiles are figures that were measured", () => {
  const latenciesMs = Array.from({ length: 200 }, (_, i) => 200 - i);
  expect(summarizeLatency("floor", latenciesMs)).toEqual({
    contender: "floor",
    blocks: 200,
    p50Ms: 100,
    p99Ms: 198,
    maxMs: 200,
  });
  expect(summarizeLatency("one", [7])).toMatchObject({ p50Ms: 7, p99Ms: 7, maxMs: 7 });
});

test("the table has a line for each contender", () => {
  const lines = latencyText([summarizeLatency("floor", [1]), summarizeLatency("redflag, polling", [1_234])]).split(
    "\n",
  );
  expect(lines[0]).toMatch(/^contender +blocks +p50 ms +p99 ms +max ms$/);
  expect(lines[2]).toMatch(/^redflag, polling +1 +1234 +1234 +1234$/);
});
