import { expect, test } from "vitest";
import { progressLine } from "./progress.ts";

test("a line says how far, how fast and how long", () => {
  expect(progressLine("backfilling", { done: 250_000, total: 1_000_000, perS: 1_234.5 })).toBe(
    "backfilling: 250,000 of 1,000,000 blocks (25%), 1,235 blocks/s, 10 min 7 s to go",
  );
  expect(progressLine("backfilling", { done: 10, total: 11, perS: 0 })).toBe(
    "backfilling: 10 of 11 blocks (90%), 0 blocks/s, nothing came yet",
  );
});
