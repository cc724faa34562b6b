import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { insertDisagreement, listDisagreements } from "./disagreement.ts";
import { bytes } from "./ledger.samples.ts";
import { findTip, upsertTip } from "./tip.ts";

const db = await openTestDatabase();

test("a tip is the last view, also when that is lower", async () => {
  expect(await findTip(db.kysely, 1)).toBeUndefined();
  for (const number of [90, 100, 95]) {
    const tip = { head: { number, hash: bytes(32, number) }, finalizedNumber: number - 64 };
    await upsertTip(db.kysely, 1, tip);
    expect(await findTip(db.kysely, 1)).toEqual({ ...tip, seenAt: expect.any(Number) });
  }
  expect(await findTip(db.kysely, 2)).toBeUndefined();
});

test("a disagreement is news once", async () => {
  const one = { endpoint: "one.example", blockNumber: 7, kind: "answer_incomplete", detail: { missing: 2 } };
  expect(await insertDisagreement(db.kysely, 1, one)).toBe(true);
  expect(await insertDisagreement(db.kysely, 1, { ...one, detail: { missing: 3 } })).toBe(false);
  expect(await insertDisagreement(db.kysely, 1, { ...one, blockNumber: 8 })).toBe(true);
  expect(await listDisagreements(db.kysely, 1, 10)).toEqual([
    { ...one, blockNumber: 8, createdAt: expect.any(Number) },
    { ...one, createdAt: expect.any(Number) },
  ]);
  expect(await listDisagreements(db.kysely, 1, 1)).toHaveLength(1);
});
