import { expect, test } from "vitest";
import { liveText, summarizeLive } from "./live-figures.ts";

const payments = [
  { chain: "slow", latencyMs: 300 },
  { chain: "fast", latencyMs: 20 },
  { chain: "fast", latencyMs: 40 },
];

test("each chain has its figures, and all have theirs", () => {
  const cpuPercent = { process: 25.4, postgres: 10 };
  const figures = summarizeLive(payments, { contender: "one", seconds: 60, cpuPercent, rssPeakMb: 400 });
  expect(figures.chains).toEqual([
    { contender: "slow", blocks: 1, p50Ms: 300, p99Ms: 300, maxMs: 300 },
    { contender: "fast", blocks: 2, p50Ms: 20, p99Ms: 40, maxMs: 40 },
  ]);
  expect(figures.all).toMatchObject({ blocks: 3, p50Ms: 40, maxMs: 300 });
  const lines = liveText([figures]).split("\n");
  expect(lines[0]).toMatch(/^one, 60 s +alerts +p50 ms +p99 ms +max ms$/);
  expect(lines[3]).toMatch(/^all +3 +40 +300 +300$/);
  expect(lines[4]).toBe("of one core: process 25 %, PostgreSQL 10 %, at most 400 MB");
});
