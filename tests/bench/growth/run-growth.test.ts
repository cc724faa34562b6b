import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runGrowth } from "./run-growth.ts";

const cacheDir = mkdtempSync(join(tmpdir(), "redflag-bench-test-"));
afterAll(() => rmSync(cacheDir, { recursive: true }));

test("a whole chain goes into one database, a part after the other, and each part is told of", async () => {
  const transfers = 2_010;
  const { stretches, rssPeakMb } = await runGrowth({ transfers, cacheDir, onStep: () => {} });
  expect(stretches.length).toBeGreaterThan(10);
  expect(stretches.reduce((sum, stretch) => sum + stretch.transfers, 0)).toBe(transfers);
  for (const { rssMb, seconds } of stretches) {
    expect(rssMb).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThan(0);
  }
  expect(rssPeakMb).toBeGreaterThan(0);
});
