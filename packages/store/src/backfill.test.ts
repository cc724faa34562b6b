import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { finishBackfills, insertBackfill, listBackfillSpans } from "./backfill.ts";

const db = await openTestDatabase();

test("stretches that are asked for and meet are one", async () => {
  for (const [from, to] of [
    [30, 39],
    [10, 19],
    [15, 29],
    [50, 50],
  ] as const) {
    await insertBackfill(db.kysely, 5, { from, to });
  }
  expect(await listBackfillSpans(db.kysely, 5)).toEqual([
    { from: 10, to: 39 },
    { from: 50, to: 50 },
  ]);
  await finishBackfills(db.kysely, 5, { from: 10, to: 39 });
  expect(await listBackfillSpans(db.kysely, 5)).toEqual([{ from: 50, to: 50 }]);
  await insertBackfill(db.kysely, 5, { from: 15, to: 29 });
  expect(await listBackfillSpans(db.kysely, 5)).toEqual([
    { from: 15, to: 29 },
    { from: 50, to: 50 },
  ]);
});
