import { expect, test } from "vitest";
import { apiText, summarizeApi } from "./api-summary.ts";

const run = (answersPerSecond: number, cpu = 100) => ({
  answersPerSecond,
  p50Ms: 10,
  p99Ms: 30,
  serverCpuUs: cpu,
  postgresCpuUs: cpu,
});

test("a ratio is taken within a round, and the median of the rounds is told", () => {
  // The machine slowed down after the first round: the medians alone would say 100 %.
  const runs = new Map([
    ["bare", [run(5_000), run(2_000), run(1_000)]],
    ["product", [run(3_000), run(1_000), run(2_000, 300)]],
  ]);
  const [bare, product] = summarizeApi(runs);
  expect(bare).toMatchObject({ contender: "bare", ratio: 1, answersPerSecond: 2_000 });
  expect(product).toMatchObject({ contender: "product", ratio: 0.6, answersPerSecond: 2_000, serverCpuUs: 100 });
});

test("where processor time is not told, none is", () => {
  const { serverCpuUs: _, postgresCpuUs: __, ...unmeasured } = run(1_000);
  const rows = summarizeApi(new Map([["bare", [unmeasured]]]));
  expect(rows[0]).not.toHaveProperty("serverCpuUs");
  expect(apiText(rows).split("\n")).toEqual([
    "contender            answers/s     of bare      p50 ms      p99 ms   server us postgres us",
    "bare                      1000       100 %          10          30           -           -",
  ]);
});
