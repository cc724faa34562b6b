import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runRebuild } from "./run-rebuild.ts";

test("a ledger without profiles and alerts is screened again, and read twice", async () => {
  const cacheDir = mkdtempSync(join(tmpdir(), "redflag-rebuild-test-"));
  onTestFinished(() => rmSync(cacheDir, { recursive: true }));
  const steps: string[] = [];
  const figures = await runRebuild({
    transfers: 2_010,
    listed: 1_000,
    cacheDir,
    onStep: (what) => steps.push(what),
  });
  expect(figures.passes.map(({ what }) => what)).toEqual(["plain read, first", "redflag rebuild", "plain read, again"]);
  expect(figures.alerts).toBeGreaterThan(0);
  expect(steps).toHaveLength(5);
});
