import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listAlertsById } from "./alert-read.ts";
import { listBlocksIn } from "./ledger-read.ts";
import { listTransfersAt } from "./transfer-read.ts";

const db = await openTestDatabase();
/** More than a statement can have parameters. */
const MANY = Array.from({ length: 70_000 }, (_, i) => i);

test("no list of what is asked for is too long for a statement", async () => {
  const ids = MANY.map((n) => `0x${n.toString(16).padStart(64, "0")}` as const);
  expect((await listAlertsById(db.kysely, ids)).size).toBe(0);
  expect(await listBlocksIn(db.kysely, 1, MANY)).toEqual([]);
  const places = MANY.map((n) => ({ blockNumber: n, logIndex: 0 }));
  expect(await listTransfersAt(db.kysely, 1, places)).toEqual([]);
});
