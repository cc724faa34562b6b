import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runWorkers } from "./run-workers.ts";
import { workersText } from "./work-figures.ts";

const cacheDir = mkdtempSync(join(tmpdir(), "redflag-bench-test-"));
afterAll(() => rmSync(cacheDir, { recursive: true }));

test("two processes of a kind share the work, and hardly anything is written twice", { timeout: 600_000 }, async () => {
  const webhooks = { alertsPerS: 40, seconds: 1, subscribers: 3, subscriptions: 40, matching: 4 };
  const result = await runWorkers({ workers: [2], transfers: 20_010, webhooks, cacheDir, onStep: () => undefined });
  expect(result.ingest).toMatchObject([{ workers: 2, items: 20_010 }]);
  expect(result.notify).toMatchObject([{ workers: 2, items: 160 }]);
  for (const { items, rowsWritten, busiestPercent, commits, walBytes } of [...result.ingest, ...result.notify]) {
    expect(rowsWritten).toBeGreaterThanOrEqual(items);
    // A job whose process is slow is taken up by the other.
    expect(rowsWritten).toBeLessThan(1.5 * items);
    expect(busiestPercent).toBeLessThan(100);
    expect(commits).toBeGreaterThan(0);
    expect(walBytes).toBeGreaterThan(0);
  }
  expect(workersText(result)).toMatch(/2 processes .* 1\.\d\d /);
});
